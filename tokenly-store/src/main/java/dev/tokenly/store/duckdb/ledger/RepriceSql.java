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
import org.duckdb.DuckDBAppender;
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

  private record Priced(Call.StoredRow row, StoredRecord after) {}

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
    RecordRow rows = new RecordRow(names);
    Part.delete(connection, moves.stream().map(Priced::row).toList());
    try (DuckDBAppender appender = connection.createAppender("record")) {
      for (Priced move : moves) {
        int series = names.series().idOf(SeriesKey.of(move.after));
        rows.append(appender, move.after, series);
        rollups.subtract(move.row.record(), series);
        rollups.add(move.after, series);
      }
    }
    names.store(connection);
    return rollups.store(connection);
  }

  private List<Priced> moves(DuckDBConnection connection, Slices.Slice slice) throws SQLException {
    RecordRow rows = new RecordRow(names);
    Sql sql = new Sql().add("SELECT ").add(RecordsSql.columns())
        .add(", u.rowid FROM record u JOIN series s ON s.id = u.series WHERE ").add(slice.within("u.ts"))
        .add(query.onlyUnpriced() ? " AND u.cost IS NULL" : "");
    Filters.and(sql, query.question().filter());
    List<Priced> moves = new ArrayList<>();
    sql.each(connection, row -> {
      StoredRecord before = rows.read(row);
      Pricing pricing = pricer.price(before.usage());
      examined++;
      if (differs(before.pricing(), pricing)) {
        moves.add(new Priced(new Call.StoredRow(row.getLong(RecordRow.WIDTH + 1), before),
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
