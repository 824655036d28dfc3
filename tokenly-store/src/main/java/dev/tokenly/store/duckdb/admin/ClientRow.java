package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.admin.Heartbeat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of table {@code client} in order, written and read. */
final class ClientRow {
  private static final List<String> HEARTBEAT = List.of("seen_at", "ip_address", "launcher_version",
      "worker_version", "worker_status", "os", "arch", "platform", "uptime_seconds", "files_uploaded_today",
      "directories_monitored", "errors_since_last_heartbeat", "last_scan_time");

  static final String COLUMNS =
      "id, hostname, description, key_hash, status, decided_at, decided_by, notes, created_at, updated_at, config_delivered_at, "
          + String.join(", ", HEARTBEAT);

  static final String PLACES = String.join(", ", Collections.nCopies(11 + HEARTBEAT.size(), "?"));

  /** An absent value has no type of its own, so each place says it. */
  private static final String BEATEN = "(?::VARCHAR, ?::TIMESTAMP, " + "?::VARCHAR, ".repeat(7)
      + "?::BIGINT, ".repeat(4) + "?::TIMESTAMP)";

  private ClientRow() {}

  /** Sets the heartbeats of that many clients; takes each client's id and then its values. */
  static String updateHeartbeats(int clients) {
    String set = HEARTBEAT.stream().map(column -> column + " = beat." + column).collect(Collectors.joining(", "));
    return "UPDATE client SET " + set + " FROM (VALUES " + String.join(", ", Collections.nCopies(clients, BEATEN))
        + ") beat(client_id, " + String.join(", ", HEARTBEAT) + ") WHERE id = beat.client_id";
  }

  static List<@Nullable Object> values(Client client) {
    Client.Standing standing = client.standing();
    Client.Times times = client.times();
    List<@Nullable Object> values = new ArrayList<>(Arrays.asList(client.id(), client.hostname(),
        client.description(), client.keyHash(), standing.status().wireName(), standing.decidedAt(),
        standing.decidedBy(), standing.notes(), times.createdAt(), times.updatedAt(),
        times.configDeliveredAt()));
    Heartbeat heartbeat = client.heartbeat();
    values.addAll(heartbeat == null ? Collections.nCopies(HEARTBEAT.size(), null) : values(heartbeat));
    return values;
  }

  static List<@Nullable Object> values(Heartbeat heartbeat) {
    Heartbeat.Versions versions = heartbeat.versions();
    Heartbeat.Machine machine = heartbeat.machine();
    Heartbeat.Counts counts = heartbeat.counts();
    return Arrays.asList(heartbeat.seenAt(), heartbeat.ipAddress(), versions.launcher(), versions.worker(),
        versions.workerStatus(), machine.os(), machine.arch(), machine.platform(), machine.uptimeSeconds(),
        counts.filesUploadedToday(), counts.directoriesMonitored(), counts.errorsSinceLastHeartbeat(),
        counts.lastScanTime());
  }

  static Client read(ResultSet row) throws SQLException {
    return new Client(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
        new Client.Standing(ClientStatus.named(row.getString(5)), Statements.instantOrNull(row, 6),
            row.getString(7), row.getString(8)),
        heartbeat(row), new Client.Times(Statements.instant(row, 9), Statements.instant(row, 10),
            Statements.instantOrNull(row, 11)));
  }

  private static @Nullable Heartbeat heartbeat(ResultSet row) throws SQLException {
    @Nullable Instant seenAt = Statements.instantOrNull(row, 12);
    if (seenAt == null) {
      return null;
    }
    return new Heartbeat(seenAt, row.getString(13),
        new Heartbeat.Versions(row.getString(14), row.getString(15), row.getString(16)),
        new Heartbeat.Machine(row.getString(17), row.getString(18), row.getString(19),
            row.getObject(20, Long.class)),
        new Heartbeat.Counts(row.getObject(21, Long.class), row.getObject(22, Long.class),
            row.getObject(23, Long.class), Statements.instantOrNull(row, 24)));
  }
}
