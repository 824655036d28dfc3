package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the usage of a time range is read from: the widest rollup rows that fit, narrower ones towards both ends, and
 * records where an end cuts a quarter of an hour, which are told by the start of the widest row they would be in. What is
 * not folded yet is always added.
 */
final class Source {
  /** The counts of a rollup row, each with what it is of one record. */
  private static final Map<String, String> OF_RECORD = Map.of("requests", "1::BIGINT", "cost",
      "coalesce(cost, 0)::DECIMAL(38, 10)", "unpriced_requests", "(cost IS NULL)::BIGINT", "unpriced_tokens",
      "CASE WHEN cost IS NULL THEN total_tokens ELSE 0 END");

  private static final List<String> ALL = List.of("requests", "input_tokens", "cache_read_tokens", "cache_write_tokens",
      "cache_write_1h_tokens", "cache_write_other_tokens", "output_tokens", "reasoning_tokens", "total_tokens", "cost",
      "unpriced_requests", "unpriced_tokens");

  private final List<String> parts = new ArrayList<>();
  private final String ofRollup;
  private final String ofRecord;

  private Source(List<String> counts, Grain told) {
    this.ofRollup = "SELECT start_at, series, " + String.join(", ", counts)
        + ", NULL::VARCHAR AS session_id, NULL::VARCHAR AS metadata FROM ";
    this.ofRecord = counts.stream().map(count -> OF_RECORD.getOrDefault(count, count) + " AS " + count)
        .collect(
            Collectors.joining(", ", "SELECT " + told.start("ts") + " AS start_at, series, ",
                ", session_id, metadata FROM record WHERE "));
  }

  /**
   * The source of what a question is about as a parenthesised query, for answers by these dimensions; {@code widest} is the
   * widest grain that buckets allow. Records alone where rollups do not know what is asked.
   */
  static String of(UsageQuestion question, List<Dimension> by, Grain widest) {
    return of(question, by, widest, ALL);
  }

  /** The same with these counts alone: planning a statement takes the longer the more columns its many parts have. */
  static String of(UsageQuestion question, List<Dimension> by, Grain widest, List<String> counts) {
    Source source = new Source(counts, widest);
    Grain read = Filters.needsRecords(question.filter(), by) ? Grain.RECORD : widest;
    source.add(Instants.micros(question.range().start()), Instants.micros(question.range().end()), read);
    return '(' + String.join(" UNION ALL ", source.parts) + ')';
  }

  /** Every record in a range, each told by its own time. */
  static String ofRecords(TimeRange range) {
    Source source = new Source(ALL, Grain.RECORD);
    source.add(Instants.micros(range.start()), Instants.micros(range.end()), Grain.RECORD);
    return '(' + source.parts.getFirst() + ')';
  }

  private void add(long start, long end, Grain widest) {
    long from = Grain.QUARTER.ceiling(start);
    long to = Grain.QUARTER.floor(end);
    if (widest == Grain.RECORD || from >= to) {
      parts.add(ofRecord + within("ts", start, end));
    } else {
      records(start, from);
      records(to, end);
      rollups("rollup_delta", from, to);
      rollups(Grain.QUARTER, widest, from, to);
    }
  }

  private void rollups(Grain grain, Grain widest, long from, long to) {
    if (grain == widest || from >= to) {
      rollups(grain.table(), from, to);
      return;
    }
    Grain wider = grain == Grain.QUARTER ? Grain.HOUR : Grain.DAY;
    long inner = Math.min(wider.ceiling(from), to);
    long outer = Math.max(wider.floor(to), inner);
    rollups(grain.table(), from, inner);
    rollups(grain.table(), outer, to);
    rollups(wider, widest, inner, outer);
  }

  private void rollups(String table, long from, long to) {
    if (from < to) {
      parts.add(ofRollup + table + " WHERE " + within("start_at", from, to));
    }
  }

  private void records(long from, long to) {
    if (from < to) {
      parts.add(ofRecord + within("ts", from, to));
    }
  }

  /** All records in the shape of a source. */
  static String everyRecord() {
    return '(' + new Source(ALL, Grain.RECORD).ofRecord + "true)";
  }

  static String within(String column, long from, long to) {
    return column + " >= " + Instants.literal(from) + " AND " + column + " < " + Instants.literal(to);
  }
}
