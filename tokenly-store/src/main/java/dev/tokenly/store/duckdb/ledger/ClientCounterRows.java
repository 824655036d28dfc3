package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.ClientCounters;
import dev.tokenly.store.usage.SettledFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Table {@code client_counter}: what each client has sent in all, moved on by the transaction that stores its files. */
final class ClientCounterRows {
  private ClientCounterRows() {}

  /** {@code again} are those of the files that were counted as uploads when they failed. */
  static void add(DuckDBConnection connection, Map<UUID, SettledFile> files, Set<UUID> again, Instant now)
      throws SQLException {
    if (files.isEmpty()) {
      return;
    }
    Map<String, ClientCounters> changed = new HashMap<>();
    Map<String, ClientCounters> before = all(connection);
    for (Map.Entry<UUID, SettledFile> entry : files.entrySet()) {
      String client = entry.getValue().file().clientId();
      ClientCounters known = changed.getOrDefault(client, before.get(client));
      ClientCounters counters = known == null ? new ClientCounters(client, 0, 0, null, 0) : known;
      changed.put(client, again.contains(entry.getKey())
          ? afterAnotherTry(counters, entry.getValue())
          : after(counters, entry.getValue(), now));
    }
    replace(connection, changed);
  }

  private static ClientCounters after(ClientCounters before, SettledFile file, Instant now) {
    return new ClientCounters(before.clientId(), before.uploads() + 1, before.records() + file.counts().stored(), now,
        isFailed(file) ? before.consecutiveFailures() + 1 : 0);
  }

  private static ClientCounters afterAnotherTry(ClientCounters before, SettledFile file) {
    return new ClientCounters(before.clientId(), before.uploads(), before.records() + file.counts().stored(),
        before.lastUpload(), isFailed(file) ? before.consecutiveFailures() : 0);
  }

  private static boolean isFailed(SettledFile file) {
    return file.report().failureReason() != null;
  }

  private static void replace(DuckDBConnection connection, Map<String, ClientCounters> changed)
      throws SQLException {
    try (PreparedStatement delete = connection
        .prepareStatement("DELETE FROM client_counter WHERE list_contains(?, client_id)")) {
      delete.setArray(1, connection.createArrayOf("VARCHAR", changed.keySet().toArray()));
      delete.execute();
    }
    Rows.append(connection, "client_counter", rows -> {
      for (ClientCounters counters : changed.values()) {
        Instant last = counters.lastUpload();
        rows.beginRow().append(counters.clientId()).append(counters.uploads()).append(counters.records());
        if (last == null) {
          rows.appendNull();
        } else {
          rows.appendEpochMicros(Instants.micros(last));
        }
        rows.append(counters.consecutiveFailures()).endRow();
      }
    });
  }

  static @Nullable ClientCounters find(DuckDBConnection connection, String clientId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT + " WHERE client_id = ?")) {
      statement.setString(1, clientId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? read(row) : null;
      }
    }
  }

  static Map<String, ClientCounters> all(DuckDBConnection connection) throws SQLException {
    Map<String, ClientCounters> all = new HashMap<>();
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(SELECT)) {
      while (row.next()) {
        all.put(row.getString(1), read(row));
      }
    }
    return all;
  }

  private static final String SELECT =
      "SELECT client_id, uploads, records, epoch_us(last_upload), consecutive_failures FROM client_counter";

  private static ClientCounters read(ResultSet row) throws SQLException {
    long last = row.getLong(4);
    return new ClientCounters(row.getString(1), row.getLong(2), row.getLong(3),
        row.wasNull() ? null : Instants.of(last), row.getInt(5));
  }
}
