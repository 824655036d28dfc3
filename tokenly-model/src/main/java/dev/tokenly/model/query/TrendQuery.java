package dev.tokenly.model.query;

import org.jspecify.annotations.Nullable;

/** How usage develops: one value a bucket, empty buckets included, and a series a group when {@code groupBy} is given. */
public record TrendQuery(UsageQuestion question, Interval interval, Metric metric, @Nullable Dimension groupBy) {}
