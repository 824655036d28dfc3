package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.SqlAnswer;
import dev.tokenly.store.usage.SqlLimits;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement from outside in a read-only transaction, once {@link SelectGuard} has let it pass. Its answer is held in
 * the server's memory, so a value and the whole have a largest size.
 */
final class SelectSql {
  private static final int MOST_BYTES_A_VALUE = 60_000;
  private static final long MOST_CHARACTERS = 16_000_000;
  /** Types whose values cannot be long; DECIMAL comes with its digits, TIME and TIMESTAMP with their precision. */
  private static final Set<String> SHORT =
      Set.of(
          "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER",
          "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DATE", "INTERVAL", "UUID");
  private static final String TOO_LONG =
      "a value has more than " + MOST_BYTES_A_VALUE + " bytes; shorten it, for example with left(x, 1000)";

  private SelectSql() {}

  static SqlAnswer ask(DuckDBConnection connection, String text, SqlLimits limits) throws SQLException {
    SelectGuard.check(connection, text);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
    }
    try {
      String limited =
          "SELECT * FROM (" + text.strip().replaceAll(";\\s*$", "") + "\n) LIMIT " + (limits.maxRows() + 1);
      List<String> columns = new ArrayList<>();
      String measured = measured(connection, limited, columns);
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout((int) Math.max(1, limits.timeout().toSeconds()));
        try (ResultSet rows = statement.executeQuery(measured)) {
          return read(rows, columns, limits.maxRows());
        }
      }
    } catch (SQLException e) {
      throw refused(e, limits);
    } finally {
      end(connection);
    }
  }

  /** The same statement with every value that may be long refused when it is; fills in the names of its columns. */
  private static String measured(DuckDBConnection connection, String statement, List<String> columns)
      throws SQLException {
    StringBuilder list = new StringBuilder();
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      ResultSetMetaData meta = prepared.getMetaData();
      for (int at = 1; at <= meta.getColumnCount(); at++) {
        columns.add(meta.getColumnName(at));
        list.append(at == 1 ? "" : ", ").append(measured("#" + at, meta.getColumnTypeName(at)));
      }
    }
    return "SELECT " + list + " FROM (" + statement + ")";
  }

  private static String measured(String column, String type) {
    boolean isShort = SHORT.contains(type) || type.startsWith("DECIMAL") || type.startsWith("TIME");
    String text = type.equals("VARCHAR") ? column : column + "::VARCHAR";
    return isShort
        ? column
        : "CASE WHEN strlen(" + text + ") > " + MOST_BYTES_A_VALUE + " THEN error('" + TOO_LONG + "') ELSE " + text
            + " END";
  }

  private static void end(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /** A statement that asks for more memory than there is may be a good one: it fails as the engine's trouble. */
  private static IllegalArgumentException refused(SQLException e, SqlLimits limits) throws SQLException {
    if (String.valueOf(e.getMessage()).startsWith("Out of Memory")) {
      throw new SQLException(
          "it needs more memory than there is for questions; ask for less time or fewer groups", e);
    }
    return new IllegalArgumentException(reason(e, limits), e);
  }

  private static String reason(SQLException e, SqlLimits limits) {
    String message = String.valueOf(e.getMessage());
    if (message.contains(TOO_LONG)) {
      return TOO_LONG;
    }
    if (message.startsWith("INTERRUPT")) {
      return "it took longer than " + limits.timeout().toSeconds() + " s; ask for less time or fewer groups";
    }
    return message.lines().findFirst().orElse("the statement failed");
  }

  private static SqlAnswer read(ResultSet row, List<String> columns, int maxRows) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    long characters = 0;
    while (row.next()) {
      if (rows.size() == maxRows || characters > MOST_CHARACTERS) {
        return new SqlAnswer(columns, rows, true);
      }
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      for (int at = 1; at <= columns.size(); at++) {
        Object value = plain(row.getObject(at));
        values.add(value);
        characters += value instanceof String text ? text.length() : 10;
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
