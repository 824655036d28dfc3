package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Totals;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The twelve sums every total is made of. */
final class TotalsColumns {
  static final int WIDTH = 12;

  static final String SUMS = """
            sum(u.requests)::BIGINT, sum(u.input_tokens)::BIGINT, sum(u.cache_read_tokens)::BIGINT,
            sum(u.cache_write_tokens)::BIGINT, sum(u.cache_write_1h_tokens)::BIGINT,
            sum(u.cache_write_other_tokens)::BIGINT, sum(u.output_tokens)::BIGINT, sum(u.reasoning_tokens)::BIGINT,
            sum(u.total_tokens)::BIGINT, sum(u.cost), sum(u.unpriced_requests)::BIGINT,
            sum(u.unpriced_tokens)::BIGINT""";

  private TotalsColumns() {}

  /** A metric over a group of {@code u}. */
  static String sum(Metric metric) {
    return columns(metric).stream().map(column -> "u." + column).collect(Collectors.joining(" + ", "sum(", ")"));
  }

  /** What of a source it takes to tell a metric, and beside it the calls and what of them has no price. */
  static List<String> counts(Metric metric) {
    return Stream.concat(Stream.of("requests", "unpriced_requests", "unpriced_tokens", "total_tokens"),
        columns(metric).stream()).distinct().toList();
  }

  private static List<String> columns(Metric metric) {
    return switch (metric) {
      case COST -> List.of("cost");
      case TOTAL_TOKENS -> List.of("total_tokens");
      case INPUT_TOKENS -> List.of("input_tokens");
      case OUTPUT_TOKENS -> List.of("output_tokens");
      case CACHE_READ_TOKENS -> List.of("cache_read_tokens");
      case CACHE_WRITE_TOKENS -> List.of("cache_write_tokens", "cache_write_1h_tokens", "cache_write_other_tokens");
      case REASONING_TOKENS -> List.of("reasoning_tokens");
      case REQUEST_COUNT -> List.of("requests");
    };
  }

  static Totals read(ResultSet row, int first) throws SQLException {
    @Nullable BigDecimal cost = row.getBigDecimal(first + 9);
    return new Totals(row.getLong(first), RecordRow.tokens(row, first + 1), row.getLong(first + 8),
        cost == null ? Usd.ZERO : new Usd(cost), row.getLong(first + 10), row.getLong(first + 11));
  }
}
