package dev.tokenly.store.usage;

import java.time.Duration;

/** How much a read-only statement may take. */
public record SqlLimits(int maxRows, Duration timeout) {}
