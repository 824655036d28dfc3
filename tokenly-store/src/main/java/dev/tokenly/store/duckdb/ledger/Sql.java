package dev.tokenly.store.duckdb.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** A statement and the texts it is asked with, growing together so that they stay in step. */
final class Sql {
  private final StringBuilder text = new StringBuilder(1024);
  private final List<String> values = new ArrayList<>();

  /** Makes an answer of a row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes a row in. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  Sql add(String part) {
    text.append(part);
    return this;
  }

  /** Adds a text from outside: always as a parameter, never as part of the statement. */
  Sql value(String value) {
    text.append('?');
    values.add(value);
    return this;
  }

  <T> List<T> all(DuckDBConnection connection, RowMapper<T> mapper) throws SQLException {
    List<T> answers = new ArrayList<>();
    if (!values.isEmpty()) {
      each(connection, row -> answers.add(mapper.map(row)));
      return answers;
    }
    // A prepared statement is planned twice (duckdb_jdbc 2.0.0.1): of a question, that is a quarter of its time.
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text.toString())) {
      while (row.next()) {
        answers.add(mapper.map(row));
      }
    }
    return answers;
  }

  /** Hands over row by row, for answers too long to keep. */
  void each(DuckDBConnection connection, RowReader reader) throws SQLException {
    try (PreparedStatement statement = prepared(connection);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  /** Runs a change; answers how many rows it concerned. */
  long run(DuckDBConnection connection) throws SQLException {
    try (PreparedStatement statement = prepared(connection)) {
      return statement.executeUpdate();
    }
  }

  PreparedStatement prepared(DuckDBConnection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.toString());
    for (int at = 0; at < values.size(); at++) {
      statement.setString(at + 1, values.get(at));
    }
    return statement;
  }

  <T> T one(DuckDBConnection connection, RowMapper<T> mapper) throws SQLException {
    return all(connection, mapper).getFirst();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
