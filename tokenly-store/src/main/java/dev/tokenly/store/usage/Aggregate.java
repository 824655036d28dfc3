package dev.tokenly.store.usage;

import dev.tokenly.model.query.Metric;
import java.util.Locale;

/** One computed column of a record query: a function over a metric, e.g. the average cost of a call. */
public record Aggregate(Function function, Metric metric) {

  /** What is computed over the records of a group. Absent values (unpriced costs) do not take part. */
  public enum Function {
    SUM, COUNT, AVG, MIN, MAX;

    /** The function of that name; throws {@link IllegalArgumentException} when there is none. */
    public static Function named(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("no such aggregate; one of sum, count, avg, min, max", e);
      }
    }
  }
}
