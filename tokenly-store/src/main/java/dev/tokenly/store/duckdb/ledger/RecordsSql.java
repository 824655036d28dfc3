package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.util.List;
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

  static String within(TimeRange range) {
    return Source.within("u.ts", Instants.micros(range.start()), Instants.micros(range.end()));
  }

  RecordPage page(DuckDBConnection connection, RecordQuery query) throws SQLException {
    Sql sql = new Sql().add("SELECT ").add(columns()).add(FROM).add(within(query.question().range()));
    Filters.and(sql, query.question().filter());
    if (query.after() != null) {
      sql.add(" AND ").add(Place.parse(query.after(), 3).beyond(query.newestFirst(), "u.ts"));
    }
    String direction = query.newestFirst() ? " DESC" : "";
    sql.add(" ORDER BY u.ts" + direction + ", u.identity_high" + direction + ", u.identity_low" + direction
        + " LIMIT " + (query.limit() + 1));
    List<StoredRecord> found = sql.all(connection, rows::read);
    boolean more = found.size() > query.limit();
    List<StoredRecord> page = more ? found.subList(0, query.limit()) : found;
    return new RecordPage(List.copyOf(page), more ? Place.of(page.getLast()).cursor() : null);
  }

  RecordPage tail(DuckDBConnection connection, UsageFilter filter, @Nullable RecordCursor after, int limit)
      throws SQLException {
    boolean newest = after == null;
    Sql sql = new Sql().add("SELECT ").add(columns()).add(FROM).add(
        after == null ? "true" : Place.parse(after, 4).beyond(false, "u.ingested_at", "u.ts"));
    Filters.and(sql, filter);
    String direction = newest ? " DESC" : "";
    sql.add(" ORDER BY u.ingested_at" + direction + ", u.ts" + direction + ", u.identity_high" + direction
        + ", u.identity_low" + direction + " LIMIT " + limit);
    List<StoredRecord> found = sql.all(connection, rows::read);
    List<StoredRecord> ordered = newest ? found.reversed() : found;
    RecordCursor next = ordered.isEmpty() ? after : Place.ofArrival(ordered.getLast()).cursor();
    return new RecordPage(List.copyOf(ordered), next == null ? Place.BEGINNING.cursor() : next);
  }

  long count(DuckDBConnection connection, UsageQuestion question) throws SQLException {
    Sql sql = new Sql().add("SELECT count(*)").add(FROM).add(within(question.range()));
    Filters.and(sql, question.filter());
    return sql.one(connection, row -> row.getLong(1));
  }

  /** A record by its identity in hexadecimal. */
  List<StoredRecord> byIdentity(DuckDBConnection connection, List<Hash128> identities) throws SQLException {
    Sql sql = new Sql().add("SELECT ").add(columns()).add(FROM).add("(");
    String separator = "";
    for (Hash128 identity : identities) {
      sql.add(separator).add("u.identity_high = " + identity.high() + " AND u.identity_low = " + identity.low())
          .add(" OR u.alternate_high = " + identity.high() + " AND u.alternate_low = " + identity.low());
      separator = " OR ";
    }
    return sql.add(")").all(connection, rows::read);
  }
}
