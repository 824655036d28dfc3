package dev.tokenly.model.query;

import java.math.BigDecimal;
import java.time.Instant;

/** One bucket of a trend: its start, the metric's exact value, and the number and total tokens of its calls. */
public record TrendPoint(Instant timestamp, BigDecimal value, long count, long tokens) {}
