package dev.tokenly.store.duckdb.admin;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs the administration's statements: parameters in, rows out, instants as UTC timestamps. */
final class Statements {
  private final DuckDBConnection connection;
  private final boolean writable;

  Statements(DuckDBConnection connection, boolean writable) {
    this.connection = connection;
    this.writable = writable;
  }

  /** Makes an answer of a row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** The engine failed within an administration's callback. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SQLException failure;

    Failed(SQLException failure) {
      super(failure);
      this.failure = failure;
    }

    SQLException failure() {
      return failure;
    }
  }

  <T> List<T> all(String sql, RowMapper<T> mapper, List<?> parameters) {
    try (PreparedStatement statement = prepare(sql, parameters); ResultSet row = statement.executeQuery()) {
      List<T> answers = new ArrayList<>();
      while (row.next()) {
        answers.add(mapper.map(row));
      }
      return answers;
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  <T> Optional<T> first(String sql, RowMapper<T> mapper, List<?> parameters) {
    return all(sql, mapper, parameters).stream().findFirst();
  }

  long number(String sql, List<?> parameters) {
    return all(sql, row -> row.getLong(1), parameters).getFirst();
  }

  long run(String sql, List<?> parameters) {
    if (!writable) {
      throw new UnsupportedOperationException("read() only reads; use change() to write");
    }
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  private PreparedStatement prepare(String sql, List<?> parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    int at = 1;
    for (Object parameter : parameters) {
      statement.setObject(at++, parameter instanceof Instant instant ? utc(instant) : parameter);
    }
    return statement;
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    Instant instant = instantOrNull(row, column);
    if (instant == null) {
      throw new SQLException("no time in column " + column);
    }
    return instant;
  }

  static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
