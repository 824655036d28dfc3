package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.RecordSink;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** Records as a Parquet file that other tools read and that holds all a record is, its names in full. */
final class ParquetSql {
  /** Every thread holds a group of all columns in memory until it is written. */
  private static final int ROWS_A_GROUP = 20_480;

  private ParquetSql() {}

  static void write(DuckDBConnection connection, UsageQuestion question, Path file) throws SQLException {
    Sql sql = new Sql().add("COPY (SELECT u.* EXCLUDE (series, traits), s.* EXCLUDE (id), t.* EXCLUDE (id)")
        .add(" FROM record u JOIN series s ON s.id = u.series JOIN traits t ON t.id = u.traits WHERE ")
        .add(RecordsSql.within(question.range()));
    Filters.and(sql, question.filter());
    // Level 1: a fifth quicker than the usual 3, and no larger.
    sql.add(") TO '" + quoted(file) + "' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE "
        + ROWS_A_GROUP + ")").run(connection);
  }

  static long read(DuckDBConnection connection, Path file, RecordSink sink) throws SQLException, IOException {
    long count = 0;
    int series = RecordRow.WIDTH + 1;
    int traits = series + Names.SERIES_WIDTH;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + RecordRow.COLUMNS + ", " + Names.SERIES + ", "
            + Names.TRAITS + " FROM (SELECT *, 0 AS series, 0 AS traits FROM read_parquet('" + quoted(file)
            + "')) r")) {
      while (row.next()) {
        sink.accept(RecordRow.read(row, Names.seriesOf(row, series), Names.traitsOf(row, traits)));
        count++;
      }
    }
    return count;
  }

  private static String quoted(Path file) {
    return file.toAbsolutePath().toString().replace("'", "''");
  }
}
