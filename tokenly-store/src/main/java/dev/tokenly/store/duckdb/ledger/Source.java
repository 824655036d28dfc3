package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the usage of a time range is read from: the widest rollup rows that fit, narrower ones towards both ends, and
 * records where an end cuts a quarter of an hour. What is not folded yet is always added.
 */
final class Source {
  private static final String COUNTS = """
            requests, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens,
            cache_write_other_tokens, output_tokens, reasoning_tokens, total_tokens, cost, unpriced_requests,
            unpriced_tokens""";

  private static final String RECORD = """
            SELECT ts AS start_at, series, 1::BIGINT AS requests, input_tokens, cache_read_tokens, cache_write_tokens,
              cache_write_1h_tokens, cache_write_other_tokens, output_tokens, reasoning_tokens, total_tokens,
              coalesce(cost, 0)::DECIMAL(38, 10) AS cost, (cost IS NULL)::BIGINT AS unpriced_requests,
              CASE WHEN cost IS NULL THEN total_tokens ELSE 0 END AS unpriced_tokens, session_id, metadata
            FROM record WHERE\s""";

  private Source() {}

  /** The source as a parenthesised query; {@code widest} is the widest grain that buckets allow. */
  static String of(TimeRange range, Grain widest) {
    long start = Instants.micros(range.start());
    long end = Instants.micros(range.end());
    List<String> parts = new ArrayList<>();
    long from = Grain.QUARTER.ceiling(start);
    long to = Grain.QUARTER.floor(end);
    if (widest == Grain.RECORD || from >= to) {
      parts.add(records(start, end));
    } else {
      ends(parts, start, from, to, end);
      parts.add(rollups("rollup_delta", from, to));
      rollups(parts, Grain.QUARTER, widest, from, to);
    }
    return '(' + String.join(" UNION ALL ", parts) + ')';
  }

  private static void ends(List<String> parts, long start, long from, long to, long end) {
    if (start < from) {
      parts.add(records(start, from));
    }
    if (to < end) {
      parts.add(records(to, end));
    }
  }

  private static void rollups(List<String> parts, Grain grain, Grain widest, long from, long to) {
    if (from >= to) {
      return;
    }
    if (grain == widest) {
      parts.add(rollups(grain.table(), from, to));
      return;
    }
    Grain wider = grain == Grain.QUARTER ? Grain.HOUR : Grain.DAY;
    long inner = Math.min(wider.ceiling(from), to);
    long outer = Math.max(wider.floor(to), inner);
    if (from < inner) {
      parts.add(rollups(grain.table(), from, inner));
    }
    if (outer < to) {
      parts.add(rollups(grain.table(), outer, to));
    }
    rollups(parts, wider, widest, inner, outer);
  }

  private static String rollups(String table, long from, long to) {
    return "SELECT start_at, series, " + COUNTS + ", NULL::VARCHAR AS session_id, NULL::VARCHAR AS metadata FROM "
        + table + " WHERE "
        + within("start_at", from, to);
  }

  private static String records(long from, long to) {
    return RECORD + within("ts", from, to);
  }

  /** All records in the shape of a source. */
  static String everyRecord() {
    return '(' + RECORD + "true)";
  }

  static String within(String column, long from, long to) {
    return column + " >= " + Instants.literal(from) + " AND " + column + " < " + Instants.literal(to);
  }
}
