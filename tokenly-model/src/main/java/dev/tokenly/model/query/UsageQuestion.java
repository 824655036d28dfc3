package dev.tokenly.model.query;

import java.time.ZoneId;

/** What every question to the ledger names: the time, whose days it counts in, and which usage it is about. */
public record UsageQuestion(TimeRange range, ZoneId zone, UsageFilter filter) {}
