package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/** The identities of everything stored (records, retired records, files) in one filter, built from the tables at start. */
final class Identities implements AutoCloseable {
  private final IdentityFilter filter;
  private long read;

  private Identities(long expected) {
    this.filter = new IdentityFilter(expected);
  }

  static Identities load(DuckDBConnection connection) throws SQLException {
    long counted = expected(connection);
    Identities identities = new Identities(counted);
    identities.addAll(connection, "SELECT identity_high, alternate_high FROM record");
    identities.addAll(connection, "SELECT identity_high, NULL::BIGINT FROM retired");
    if (identities.read != counted) {
      throw new SQLException(
          "Corrupt database file: a scan finds " + identities.read + " identities where a count finds " + counted);
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM raw_file")) {
      while (row.next()) {
        identities.add(UUID.fromString(row.getString(1)));
      }
    }
    return identities;
  }

  private static long expected(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT (SELECT count(*) + count(alternate_high) FROM record) + (SELECT count(*) FROM retired)")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void addAll(DuckDBConnection connection, String sql) throws SQLException {
    try (DuckDBPreparedStatement statement = (DuckDBPreparedStatement) connection.prepareStatement(sql);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        addAll(chunk.vector(0), chunk.rowCount());
        addAll(chunk.vector(1), chunk.rowCount());
      }
    }
  }

  private void addAll(DuckDBReadableVector highs, long rows) throws SQLException {
    for (long at = 0; at < rows; at++) {
      if (!highs.isNull(at)) {
        filter.add(highs.getLong(at));
        read++;
      }
    }
  }

  boolean mayContain(Hash128 identity) {
    return filter.mayContain(identity.high());
  }

  boolean mayContain(UUID file) {
    return filter.mayContain(spread(file));
  }

  void add(RecordId id) {
    filter.add(id.identity().high());
    if (id.alternate() != null) {
      filter.add(id.alternate().high());
    }
  }

  void add(UUID file) {
    filter.add(spread(file));
  }

  @Override
  public void close() {
    filter.close();
  }

  /** File ids need not be random in every bit. */
  private static long spread(UUID file) {
    return Hash128.of(file.toString()).high();
  }
}
