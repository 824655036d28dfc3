package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Records one by one: pages by time, the tail by arrival. */
final class RecordsSql {
  private static final String FROM = " FROM record u JOIN series s ON s.id = u.series WHERE ";

  private final RecordRow rows;

  RecordsSql(RecordRow rows) {
    this.rows = rows;
  }

  /** The columns of a record table that is called {@code u} because it is filtered. */
  static String columns() {
    return RecordRow.COLUMNS.replace("r.", "u.");
  }

  /** Of them those that a price depends on; the others are read as absent. */
  static String pricedColumns() {
    return RecordRow.PRICED_COLUMNS.replace("r.", "u.");
  }

  static String within(TimeRange range) {
    return Source.within("u.ts", Instants.micros(range.start()), Instants.micros(range.end()));
  }

  RecordPage page(DuckDBConnection connection, RecordQuery query) throws SQLException {
    Sql keys = keys(query.question().filter()).add(within(query.question().range()));
    Filters.and(keys, query.question().filter());
    if (query.after() != null) {
      keys.add(" AND ").add(Place.parse(query.after(), 3).beyond(query.newestFirst(), "u.ts"));
    }
    String order = order(query.newestFirst(), "u.ts");
    List<StoredRecord> found = fetch(connection, keys.add(order + " LIMIT " + (query.limit() + 1)), order);
    boolean more = found.size() > query.limit();
    List<StoredRecord> page = more ? found.subList(0, query.limit()) : found;
    return new RecordPage(List.copyOf(page), more ? Place.of(page.getLast()).cursor() : null);
  }

  RecordPage tail(DuckDBConnection connection, UsageFilter filter, @Nullable RecordCursor after, int limit)
      throws SQLException {
    Sql keys = keys(filter)
        .add(after == null ? "true" : Place.parse(after, 4).beyond(false, "u.ingested_at", "u.ts"));
    Filters.and(keys, filter);
    String order = order(after == null, "u.ingested_at, u.ts");
    List<StoredRecord> found = fetch(connection, keys.add(order + " LIMIT " + limit), order);
    List<StoredRecord> ordered = after == null ? found.reversed() : found;
    RecordCursor next = ordered.isEmpty() ? after : Place.ofArrival(ordered.getLast()).cursor();
    return new RecordPage(List.copyOf(ordered), next == null ? Place.BEGINNING.cursor() : next);
  }

  private static String order(boolean descending, String times) {
    String columns = times + ", u.identity_high, u.identity_low";
    return " ORDER BY " + (descending ? columns.replace(",", " DESC,") + " DESC" : columns);
  }

  /** Which rows are wanted is found over few columns; the many columns of a record are read for those rows alone. */
  private static Sql keys(UsageFilter filter) {
    return new Sql().add("SELECT u.rowid, epoch_us(u.ts) FROM record u")
        .add(filter.allowed().isEmpty() ? "" : " JOIN series s ON s.id = u.series").add(" WHERE ");
  }

  private record Key(long rowId, long micros) {}

  private List<StoredRecord> fetch(DuckDBConnection connection, Sql sql, String order) throws SQLException {
    List<Key> keys = sql.all(connection, row -> new Key(row.getLong(1), row.getLong(2)));
    if (keys.isEmpty()) {
      return List.of();
    }
    LongSummaryStatistics times = keys.stream().mapToLong(Key::micros).summaryStatistics();
    String ids = keys.stream().map(key -> Long.toString(key.rowId)).collect(Collectors.joining(", "));
    return new Sql().add("SELECT ").add(columns()).add(" FROM record u WHERE u.ts BETWEEN ")
        .add(Instants.literal(times.getMin())).add(" AND ").add(Instants.literal(times.getMax()))
        .add(" AND u.rowid IN (").add(ids).add(")").add(order).all(connection, rows::read);
  }

  long count(DuckDBConnection connection, UsageQuestion question) throws SQLException {
    Sql sql = new Sql().add("SELECT count(*)").add(FROM).add(within(question.range()));
    Filters.and(sql, question.filter());
    return sql.one(connection, row -> row.getLong(1));
  }

  /** Records of a stretch of time that are known by one of these identities. */
  List<StoredRecord> byIdentity(DuckDBConnection connection, List<Hash128> identities, Slices.Slice stretch)
      throws SQLException {
    String highs = identities.stream().map(identity -> Long.toString(identity.high())).distinct()
        .collect(Collectors.joining(", ", " IN (", ")"));
    List<StoredRecord> found = new ArrayList<>();
    for (String column : List.of("u.identity_high", "u.alternate_high")) {
      Sql keys = new Sql().add("SELECT u.rowid, epoch_us(u.ts) FROM record u WHERE ")
          .add(stretch.within("u.ts")).add(" AND " + column + highs);
      found.addAll(fetch(connection, keys, ""));
    }
    return found.stream().filter(record -> isOneOf(record.usage().id(), identities)).distinct().toList();
  }

  private static boolean isOneOf(RecordId id, List<Hash128> identities) {
    Hash128 alternate = id.alternate();
    return identities.contains(id.identity()) || (alternate != null && identities.contains(alternate));
  }
}
