package dev.tokenly.model.query;

import java.math.BigDecimal;
import java.util.List;

/**
 * The buckets of one group, or of everything when nothing was grouped, their total and what of it has no price; the name
 * of a value that was absent is empty.
 */
public record TrendSeries(String name, List<TrendPoint> points, BigDecimal total, Unpriced unpriced) {}
