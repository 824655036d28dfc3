package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.SqlAnswer;
import dev.tokenly.store.usage.SqlLimits;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs a statement from outside in a read-only transaction, once {@link SelectGuard} has let it pass. */
final class SelectSql {
  private SelectSql() {}

  static SqlAnswer ask(DuckDBConnection connection, String text, SqlLimits limits) throws SQLException {
    SelectGuard.check(connection, text);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) Math.max(1, limits.timeout().toSeconds()));
      try (ResultSet rows = statement.executeQuery(
          "SELECT * FROM (" + text.strip().replaceAll(";\\s*$", "") + "\n) LIMIT " + (limits.maxRows() + 1))) {
        return read(rows, limits.maxRows());
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    } finally {
      end(connection);
    }
  }

  private static void end(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("the statement failed");
  }

  private static SqlAnswer read(ResultSet row, int maxRows) throws SQLException {
    ResultSetMetaData meta = row.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int at = 1; at <= meta.getColumnCount(); at++) {
      columns.add(meta.getColumnName(at));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (row.next()) {
      if (rows.size() == maxRows) {
        return new SqlAnswer(columns, rows, true);
      }
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      for (int at = 1; at <= columns.size(); at++) {
        values.add(plain(row.getObject(at)));
      }
      rows.add(values);
    }
    return new SqlAnswer(columns, rows, false);
  }

  /** Numbers, texts and truth values stay, times become RFC 3339, everything else its text. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigInteger integer -> integer;
      case Number number -> number;
      case Boolean flag -> flag;
      case Timestamp time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
      default -> value.toString();
    };
  }
}
