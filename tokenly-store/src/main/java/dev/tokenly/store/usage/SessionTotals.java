package dev.tokenly.store.usage;

import dev.tokenly.model.query.Totals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session of one application: when it ran, what it used, and the newest call's metadata ({@code history_chars} and
 * the like, compact JSON) for session health.
 */
public record SessionTotals(String application, String sessionId, Instant first, Instant last, Totals totals,
    @Nullable String lastMetadata) {}
