package dev.tokenly.model.query;

import java.util.Locale;

/** What a trend or ranking measures: US dollars, tokens of a bucket, or calls. */
public enum Metric {
  COST,
  TOTAL_TOKENS,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_TOKENS,
  REASONING_TOKENS,
  REQUEST_COUNT;

  /** Its name in JSON and query parameters. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static Metric named(String name) {
    for (Metric metric : values()) {
      if (metric.wireName().equals(name)) {
        return metric;
      }
    }
    throw new IllegalArgumentException("no such metric; one of " + Names.of(values(), Metric::wireName));
  }
}
