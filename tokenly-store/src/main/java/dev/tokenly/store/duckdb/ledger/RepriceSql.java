package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Usd;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.RepriceResult;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Prices stored records again, a slice a transaction, and counts what moved. */
final class RepriceSql {
  private record Key(String service, String model, YearMonth month) {}

  private static final class Sum {
    private long records;
    private long newlyPriced;
    private Usd before = Usd.ZERO;
    private Usd after = Usd.ZERO;
  }

  private final Names names;
  private final RepriceQuery query;
  private final Pricer pricer;
  private final Map<Key, Sum> sums = new HashMap<>();
  private long examined;
  private long changed;

  RepriceSql(Names names, RepriceQuery query, Pricer pricer) {
    this.names = names;
    this.query = query;
    this.pricer = pricer;
  }

  private record Priced(long rowId, StoredRecord before, StoredRecord after) {}

  /** Only counts what would move. */
  boolean examine(DuckDBConnection connection, Slices.Slice slice) throws SQLException {
    moves(connection, slice);
    return true;
  }

  /** Writes the new prices of a slice; answers how many rollup rows that made. */
  int apply(DuckDBConnection connection, Slices.Slice slice) throws SQLException {
    List<Priced> moves = moves(connection, slice);
    if (moves.isEmpty()) {
      return 0;
    }
    Rollups rollups = new Rollups();
    write(connection, moves, rollups);
    Sql change = new Sql().add("UPDATE record u SET traits = m.traits, cost_priced = m.cost_priced, cost = m.cost"
        + " FROM moved m WHERE u.rowid = m.row_id AND ").add(slice.within("u.ts"));
    change.run(connection);
    names.store(connection);
    return rollups.store(connection);
  }

  /** Only what pricing decides is written again: whole rows would be ten times as much to log and to check in. */
  private void write(DuckDBConnection connection, List<Priced> moves, Rollups rollups) throws SQLException {
    new Sql().add("CREATE OR REPLACE TEMP TABLE moved (row_id BIGINT NOT NULL, traits INTEGER NOT NULL,"
        + " cost_priced DECIMAL(18, 10), cost DECIMAL(18, 10))").run(connection);
    Rows.appendTemporary(connection, "moved", rows -> {
      for (Priced move : moves) {
        int series = names.series().idOf(SeriesKey.of(move.after));
        rows.beginRow().append(move.rowId).append(names.traits().idOf(Traits.of(move.after)));
        RecordRow.append(rows, move.after.pricing().priced());
        RecordRow.append(rows, move.after.pricing().cost());
        rows.endRow();
        rollups.subtract(move.before, series);
        rollups.add(move.after, series);
      }
    });
  }

  private List<Priced> moves(DuckDBConnection connection, Slices.Slice slice) throws SQLException {
    RecordRow rows = new RecordRow(names);
    Sql sql = new Sql().add("SELECT ").add(RecordsSql.pricedColumns())
        .add(", u.rowid FROM record u JOIN series s ON s.id = u.series WHERE ").add(slice.within("u.ts"))
        .add(query.onlyUnpriced() ? " AND u.cost IS NULL" : "");
    Filters.and(sql, query.question().filter());
    List<Priced> moves = new ArrayList<>();
    sql.each(connection, row -> {
      StoredRecord before = rows.read(row);
      Pricing pricing = pricer.price(before.usage());
      examined++;
      if (differs(before.pricing(), pricing)) {
        moves.add(new Priced(row.getLong(RecordRow.WIDTH + 1), before,
            new StoredRecord(before.usage(), pricing, before.provenance())));
        count(before, pricing);
      }
    });
    return moves;
  }

  /** A newer version of the book that says the same is no change. */
  private static boolean differs(Pricing before, Pricing after) {
    return !Objects.equals(before.cost(), after.cost()) || !Objects.equals(before.priced(), after.priced())
        || before.source() != after.source();
  }

  private void count(StoredRecord before, Pricing after) {
    changed++;
    Key key = new Key(before.usage().service(), before.usage().model().name(),
        YearMonth.from(before.usage().timestamp().atOffset(ZoneOffset.UTC)));
    Sum sum = sums.computeIfAbsent(key, _ -> new Sum());
    sum.records++;
    sum.newlyPriced += before.pricing().cost() == null && after.cost() != null ? 1 : 0;
    sum.before = sum.before.plus(known(before.pricing().cost()));
    sum.after = sum.after.plus(known(after.cost()));
  }

  private static Usd known(@Nullable Usd cost) {
    return cost == null ? Usd.ZERO : cost;
  }

  RepriceResult result() {
    List<RepriceResult.Move> moves = new ArrayList<>();
    sums.forEach((key, sum) -> moves.add(new RepriceResult.Move(key.service, key.model, key.month, sum.records,
        sum.newlyPriced, sum.before, sum.after)));
    moves.sort(Comparator.comparing(RepriceResult.Move::month).thenComparing(RepriceResult.Move::service)
        .thenComparing(RepriceResult.Move::model));
    return new RepriceResult(examined, changed, moves);
  }
}
