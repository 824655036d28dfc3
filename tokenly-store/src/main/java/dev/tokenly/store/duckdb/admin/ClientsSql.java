package dev.tokenly.store.duckdb.admin;

import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientPage;
import dev.tokenly.store.admin.ClientQuery;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.admin.Clients;
import dev.tokenly.store.admin.Heartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code client}. */
final class ClientsSql implements Clients {
  private static final String SELECT = "SELECT " + ClientRow.COLUMNS + " FROM client";

  /** Heartbeats a statement: preparing one costs as much as setting hundreds. */
  private static final int TOGETHER = 200;

  private final Statements statements;

  ClientsSql(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Optional<Client> find(String id) {
    return statements.first(SELECT + " WHERE id = ?", ClientRow::read, List.of(id));
  }

  @Override
  public Optional<Client> findByHostname(String hostname) {
    return statements.first(
        SELECT + " WHERE hostname = ? ORDER BY (status = 'deleted'), updated_at DESC LIMIT 1",
        ClientRow::read, List.of(hostname));
  }

  @Override
  public ClientPage list(ClientQuery query) {
    List<Object> parameters = new ArrayList<>();
    String where = where(query, parameters);
    long total = statements.number("SELECT count(*) FROM client" + where, parameters);
    Collections.addAll(parameters, query.limit(), query.offset());
    return new ClientPage(statements.all(SELECT + where + order(query.order()) + " LIMIT ? OFFSET ?",
        ClientRow::read, parameters), total);
  }

  private static String where(ClientQuery query, List<Object> parameters) {
    StringBuilder where = new StringBuilder(" WHERE ");
    if (query.statuses().isEmpty()) {
      where.append("status <> 'deleted'");
    } else {
      where.append("status IN (").append(String.join(", ", Collections.nCopies(query.statuses().size(), "?")))
          .append(')');
      query.statuses().forEach(status -> parameters.add(status.wireName()));
    }
    if (query.hostnamePart() != null) {
      where.append(" AND contains(lower(hostname), lower(?))");
      parameters.add(query.hostnamePart());
    }
    if (query.seenAfter() != null) {
      where.append(" AND seen_at >= ?");
      parameters.add(query.seenAfter());
    }
    if (query.seenBefore() != null) {
      where.append(" AND seen_at < ?");
      parameters.add(query.seenBefore());
    }
    return where.toString();
  }

  private static String order(ClientQuery.Order order) {
    String column = switch (order.by()) {
      case HOSTNAME -> "hostname";
      case STATUS -> "status";
      case LAST_SEEN -> "seen_at";
      case CREATED_AT -> "created_at";
    };
    return " ORDER BY " + column + (order.descending() ? " DESC" : "") + " NULLS LAST, hostname, id";
  }

  @Override
  public Map<ClientStatus, Long> countByStatus() {
    Map<ClientStatus, Long> counts = new EnumMap<>(ClientStatus.class);
    for (ClientStatus status : ClientStatus.values()) {
      counts.put(status, 0L);
    }
    statements.all("SELECT status, count(*) FROM client GROUP BY status",
        row -> counts.put(ClientStatus.named(row.getString(1)), row.getLong(2)), List.of());
    return counts;
  }

  @Override
  public long countSeenSince(Instant moment) {
    return statements.number("SELECT count(*) FROM client WHERE status = 'approved' AND seen_at >= ?",
        List.of(moment));
  }

  @Override
  public void put(Client client) {
    statements.run("DELETE FROM client WHERE id = ?", List.of(client.id()));
    statements.run("INSERT INTO client (" + ClientRow.COLUMNS + ") VALUES (" + ClientRow.PLACES + ")",
        ClientRow.values(client));
  }

  @Override
  public void putHeartbeats(Map<String, Heartbeat> heartbeats) {
    List<Map.Entry<String, Heartbeat>> beats = List.copyOf(heartbeats.entrySet());
    for (int from = 0; from < beats.size(); from += TOGETHER) {
      List<Map.Entry<String, Heartbeat>> some = beats.subList(from, Math.min(from + TOGETHER, beats.size()));
      List<@Nullable Object> values = new ArrayList<>();
      some.forEach(beat -> {
        values.add(beat.getKey());
        values.addAll(ClientRow.values(beat.getValue()));
      });
      statements.run(ClientRow.updateHeartbeats(some.size()), values);
    }
  }

  @Override
  public Map<String, String> hostnames() {
    Map<String, String> names = new HashMap<>();
    statements.all("SELECT id, hostname FROM client", row -> names.put(row.getString(1), row.getString(2)),
        List.of());
    return names;
  }
}
