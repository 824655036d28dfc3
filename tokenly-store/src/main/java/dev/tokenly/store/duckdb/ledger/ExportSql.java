package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.RecordSink;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Streams records in order of time, slice by slice within one snapshot, so that memory stays flat. */
final class ExportSql {
  private ExportSql() {}

  static long stream(DuckDBConnection connection, RecordRow rows, UsageQuestion question, RecordSink sink)
      throws SQLException, IOException {
    long count = 0;
    for (Slices.Slice slice : Slices.of(connection, question.range())) {
      Slices.stopWhenInterrupted("the export");
      Sql sql = new Sql().add("SELECT ").add(RecordsSql.columns())
          .add(" FROM record u JOIN series s ON s.id = u.series WHERE ").add(slice.within("u.ts"));
      Filters.and(sql, question.filter());
      sql.add(" ORDER BY u.ts, u.identity_high, u.identity_low");
      try (PreparedStatement statement = sql.prepared(connection); ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sink.accept(rows.read(row));
          count++;
        }
      }
    }
    return count;
  }
}
