package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Finds the stored rows of identities that the filter says are there. First near the times the batch speaks of, where
 * they nearly always lie and the engine skips the other row groups; whatever is still missing is looked for wherever the
 * filter says it may be, so that the answer equals that of a look at the whole table.
 */
final class Lookup {
  /** Sightings of one call are rarely further apart; a wider window would read more row groups for nothing. */
  private static final long WINDOW = 2 * Instants.HOUR;

  private final RecordRow rows;
  private final Identities identities;

  Lookup(RecordRow rows, Identities identities) {
    this.rows = rows;
    this.identities = identities;
  }

  /** The identities looked for, each with the time its sighting speaks of. */
  void find(DuckDBConnection connection, Map<Hash128, Long> wanted, Stage stage) throws SQLException {
    Set<Hash128> missing = wanted.keySet();
    long from = wanted.values().stream().mapToLong(Long::longValue).min().orElseThrow() - WINDOW;
    long to = wanted.values().stream().mapToLong(Long::longValue).max().orElseThrow() + WINDOW;
    probe(connection, missing);
    String near = "r.ts BETWEEN " + Instants.literal(from) + " AND " + Instants.literal(to);
    collect(connection, near, missing, stage);
    if (!missing.isEmpty()) {
      List<Slices.Slice> elsewhere = identities.where(missing);
      probe(connection, missing);
      for (Slices.Slice stretch : elsewhere) {
        collect(connection, stretch.within("r.ts") + " AND NOT " + near, missing, stage);
      }
      collectRetired(connection, missing, stage);
    }
  }

  private static void probe(DuckDBConnection connection, Set<Hash128> wanted) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE probe (identity_high BIGINT NOT NULL)");
    }
    Rows.appendTemporary(connection, "probe", probes -> {
      for (Hash128 identity : wanted) {
        probes.beginRow().append(identity.high()).endRow();
      }
    });
  }

  private void collect(DuckDBConnection connection, String where, Set<Hash128> missing, Stage stage)
      throws SQLException {
    collect(connection, where, "identity_high", missing, stage);
    collect(connection, where, "alternate_high", missing, stage);
  }

  private void collect(DuckDBConnection connection, String where, String column, Set<Hash128> missing, Stage stage)
      throws SQLException {
    String sql = "SELECT " + RecordRow.COLUMNS + ", r.rowid FROM record r WHERE " + where + " AND r." + column
        + " IN (SELECT identity_high FROM probe)";
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        Call.StoredRow found = new Call.StoredRow(row.getLong(RecordRow.WIDTH + 1), rows.read(row));
        RecordId id = found.record().usage().id();
        boolean wanted = missing.remove(id.identity());
        wanted |= id.alternate() != null && missing.remove(id.alternate());
        if (wanted) {
          stage.put(found);
        }
      }
    }
  }

  private static void collectRetired(DuckDBConnection connection, Set<Hash128> missing, Stage stage)
      throws SQLException {
    String sql = "SELECT identity_high, identity_low FROM retired"
        + " WHERE identity_high IN (SELECT identity_high FROM probe)";
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        Hash128 identity = new Hash128(row.getLong(1), row.getLong(2));
        if (missing.contains(identity)) {
          stage.putRetired(identity);
        }
      }
    }
  }
}
