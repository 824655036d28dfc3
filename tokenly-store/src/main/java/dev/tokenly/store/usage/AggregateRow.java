package dev.tokenly.store.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group: its time bucket (null when not grouped by time), its dimension values (empty text where absent) and the
 * aggregates in the order asked, null where no record had a value.
 */
public record AggregateRow(@Nullable Instant bucket, List<String> values, List<@Nullable BigDecimal> aggregates) {}
