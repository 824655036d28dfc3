package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonNumbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of another program's database, any of whose columns may hold anything, whatever type was declared. Numbers are read
 * by the same rule as in JSON.
 */
final class Row {
  private final ResultSet row;
  private boolean badCount;

  /** What a format does with a row. */
  @FunctionalInterface
  interface Reader {
    void show(Row row, RecordSink sink) throws SQLException, IOException;
  }

  private Row(ResultSet row) {
    this.row = row;
  }

  /** Shows every row a query finds; one that cannot be read is told as bad and keeps no other from being read. */
  static void each(PreparedStatement query, RecordSink sink, Reader reader) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        try {
          reader.show(new Row(rows), sink);
        } catch (IOException e) {
          sink.bad(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  @Nullable
  String text(String column) throws SQLException {
    return row.getString(column);
  }

  /** Whether nothing stands in a column. */
  boolean isEmpty(String column) throws SQLException {
    String text = text(column);
    return text == null || text.isBlank();
  }

  /** A column's text as bytes, none where it is null. */
  byte[] utf8(String column) throws SQLException {
    return Objects.requireNonNullElse(text(column), "").getBytes(StandardCharsets.UTF_8);
  }

  /** A column's bytes as they are stored, none where it is null. */
  byte[] bytes(String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }

  @Nullable
  Instant time(String column) throws SQLException {
    return LogTime.of(text(column));
  }

  @Nullable
  BigDecimal decimal(String column) throws SQLException {
    return JsonNumbers.decimal(text(column));
  }

  /** A number of tokens, 0 where none is told. */
  long tokens(String column) throws SQLException {
    String written = text(column);
    badCount |= JsonNumbers.isNoCount(written);
    return Math.max(0, JsonNumbers.count(written));
  }

  /** Whether some number of tokens that was asked for is none. */
  boolean hasBadCount() {
    return badCount;
  }
}
