package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Totals;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    return switch (metric) {
      case COST -> "sum(u.cost)";
      case TOTAL_TOKENS -> "sum(u.total_tokens)";
      case INPUT_TOKENS -> "sum(u.input_tokens)";
      case OUTPUT_TOKENS -> "sum(u.output_tokens)";
      case CACHE_READ_TOKENS -> "sum(u.cache_read_tokens)";
      case CACHE_WRITE_TOKENS ->
          "sum(u.cache_write_tokens + u.cache_write_1h_tokens + u.cache_write_other_tokens)";
      case REASONING_TOKENS -> "sum(u.reasoning_tokens)";
      case REQUEST_COUNT -> "sum(u.requests)";
    };
  }

  static Totals read(ResultSet row, int first) throws SQLException {
    @Nullable BigDecimal cost = row.getBigDecimal(first + 9);
    return new Totals(row.getLong(first), RecordRow.tokens(row, first + 1), row.getLong(first + 8),
        cost == null ? Usd.ZERO : new Usd(cost), row.getLong(first + 10), row.getLong(first + 11));
  }
}
