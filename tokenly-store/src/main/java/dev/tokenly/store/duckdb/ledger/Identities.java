package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The identities of everything stored (records, retired records, files) in one filter, built from the tables at start; of
 * records also the week they lie in. Written by the ledger's writing thread, asked by any.
 */
final class Identities implements AutoCloseable {
  private static final long WEEK = 7 * Instants.DAY;

  /** More stretches than this are as well read as everything. */
  private static final int MOST_STRETCHES = 16;

  private final IdentityFilter filter;
  private long read;
  private volatile long firstWeek = Long.MAX_VALUE;
  private volatile long lastWeek = Long.MIN_VALUE;

  private Identities(long expected) {
    this.filter = new IdentityFilter(expected);
  }

  static Identities load(DuckDBConnection connection) throws SQLException {
    long counted = expected(connection);
    Identities identities = new Identities(counted);
    identities.addAll(connection, "SELECT identity_high, alternate_high, epoch_us(ts) FROM record");
    identities.addAll(connection, "SELECT identity_high, NULL::BIGINT, epoch_us(ts) FROM retired");
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
        addAll(chunk.vector(0), chunk.vector(2), chunk.rowCount());
        addAll(chunk.vector(1), chunk.vector(2), chunk.rowCount());
      }
    }
  }

  private void addAll(DuckDBReadableVector highs, DuckDBReadableVector times, long rows) throws SQLException {
    for (long at = 0; at < rows; at++) {
      if (!highs.isNull(at)) {
        add(highs.getLong(at), weekOf(times.getLong(at)));
        read++;
      }
    }
  }

  private void add(long high, long week) {
    if (week < firstWeek) {
      firstWeek = week;
    }
    if (week > lastWeek) {
      lastWeek = week;
    }
    filter.add(high, hint(week));
  }

  private static long weekOf(long micros) {
    return Math.floorDiv(micros, WEEK);
  }

  private static int hint(long week) {
    return Math.floorMod(week, IdentityFilter.HINTS) + 1;
  }

  boolean mayContain(Hash128 identity) {
    return filter.hint(identity.high()) != IdentityFilter.ABSENT;
  }

  boolean mayContain(UUID file) {
    return filter.hint(spread(file)) != IdentityFilter.ABSENT;
  }

  /** The stretches of time in which the records of identities are stored, if they are at all. */
  List<Slices.Slice> where(Collection<Hash128> wanted) {
    Set<Integer> hints = new TreeSet<>();
    wanted.forEach(identity -> hints.add(filter.hint(identity.high())));
    hints.remove(IdentityFilter.ABSENT);
    if (hints.contains(IdentityFilter.ANYWHERE)) {
      return List.of(Slices.Slice.EVERYTHING);
    }
    List<Slices.Slice> stretches = new ArrayList<>();
    for (long week = firstWeek; week <= lastWeek; week++) {
      if (hints.contains(hint(week))) {
        stretches.add(new Slices.Slice(week * WEEK, (week + 1) * WEEK));
      }
    }
    return stretches.size() > MOST_STRETCHES ? List.of(Slices.Slice.EVERYTHING) : stretches;
  }

  /** Remembers the ids of a record of that time. */
  void add(RecordId id, long micros) {
    long week = weekOf(micros);
    add(id.identity().high(), week);
    if (id.alternate() != null) {
      add(id.alternate().high(), week);
    }
  }

  void add(UUID file) {
    filter.add(spread(file), IdentityFilter.ANYWHERE);
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
