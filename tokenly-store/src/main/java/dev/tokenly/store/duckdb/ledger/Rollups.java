package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Totals;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageChange;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** What one transaction adds to and takes from the rollups, by quarter of an hour and series. */
final class Rollups {
  private record Cell(long quarter, int series) {
    @Override
    public int hashCode() {
      return (Long.hashCode(quarter / Instants.QUARTER) * 31 + series) * 0x9E3779B1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Cell(long otherQuarter, int otherSeries) && quarter == otherQuarter
          && series == otherSeries;
    }
  }

  private static final class Sum {
    private final long[] counts = new long[11];
    private BigDecimal cost = BigDecimal.ZERO;

    private void add(StoredRecord stored, int sign) {
      var usage = stored.usage();
      var tokens = usage.tokens();
      counts[0] += sign;
      counts[1] += sign * tokens.input();
      counts[2] += sign * tokens.cacheRead();
      counts[3] += sign * tokens.cacheWrite5m();
      counts[4] += sign * tokens.cacheWrite1h();
      counts[5] += sign * tokens.cacheWriteOther();
      counts[6] += sign * tokens.output();
      counts[7] += sign * tokens.reasoning();
      counts[8] += sign * usage.totalTokens();
      Usd usd = stored.pricing().cost();
      if (usd == null) {
        counts[9] += sign;
        counts[10] += sign * usage.totalTokens();
      } else {
        cost = sign > 0 ? cost.add(usd.amount()) : cost.subtract(usd.amount());
      }
    }

    private boolean isNothing() {
      for (long count : counts) {
        if (count != 0) {
          return false;
        }
      }
      return cost.signum() == 0;
    }
  }

  private final Map<Cell, Sum> sums = new HashMap<>();

  void add(StoredRecord stored, int series) {
    at(stored, series).add(stored, 1);
  }

  void subtract(StoredRecord stored, int series) {
    at(stored, series).add(stored, -1);
  }

  private Sum at(StoredRecord stored, int series) {
    long micros = Instants.micros(stored.usage().timestamp());
    return sums.computeIfAbsent(new Cell(micros - Math.floorMod(micros, Instants.QUARTER), series),
        _ -> new Sum());
  }

  int size() {
    return sums.size();
  }

  /** Appends the deltas; answers how many rows they are. */
  int store(DuckDBConnection connection) throws SQLException {
    sums.values().removeIf(Sum::isNothing);
    if (sums.isEmpty()) {
      return 0;
    }
    Rows.append(connection, "rollup_delta", rows -> {
      for (Map.Entry<Cell, Sum> entry : sums.entrySet()) {
        append(rows, entry.getKey(), entry.getValue());
      }
    });
    return sums.size();
  }

  private static void append(DuckDBAppender rows, Cell cell, Sum sum) throws SQLException {
    rows.beginRow().appendEpochMicros(cell.quarter).append(cell.series);
    for (int at = 0; at < 9; at++) {
      rows.append(sum.counts[at]);
    }
    rows.append(sum.cost.setScale(Usd.MAX_SCALE)).append(sum.counts[9]).append(sum.counts[10]).endRow();
  }

  /** The same for the caller: {@link Totals} would refuse the negative ones. */
  List<UsageChange> changes(Names names) {
    List<UsageChange> changes = new ArrayList<>(sums.size());
    sums.forEach((cell, sum) -> changes.add(new UsageChange(Instants.of(cell.quarter),
        names.series().valueOf(cell.series).dimensions(),
        new UsageChange.Delta(sum.counts[0], sum.counts[8], sum.cost))));
    return changes;
  }
}
