package dev.tokenly.server.clients;

import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.store.admin.ActivityEntry;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientQuery;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.admin.Heartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every client, in memory and in the store. What an admin does is written through; heartbeats and activity are gathered and
 * written in one batch by {@link #flush}, which is to be called every second and at the end.
 */
public final class Registry {
  private final Administration administration;
  private final Map<String, Client> byId = new ConcurrentHashMap<>();
  private final Map<String, String> idByHostname = new ConcurrentHashMap<>();
  private final Object gathering = new Object();
  private Map<String, Heartbeat> beats = new HashMap<>();
  private List<ActivityEntry> activity = new ArrayList<>();

  public Registry(Administration administration) {
    this.administration = administration;
    ClientQuery.Order order = new ClientQuery.Order(ClientQuery.Order.By.CREATED_AT, false);
    ClientQuery everyone =
        new ClientQuery(EnumSet.allOf(ClientStatus.class), null, null, null, order, Integer.MAX_VALUE, 0);
    administration.read(tables -> tables.clients().list(everyone).clients()).forEach(this::remember);
  }

  private void remember(Client client) {
    byId.merge(client.id(), client, Registry::withNewerHeartbeat);
    if (client.standing().status() != ClientStatus.DELETED) {
      idByHostname.put(client.hostname(), client.id());
    } else {
      idByHostname.remove(client.hostname(), client.id());
    }
  }

  /** A client is changed while its heartbeats go on; the last beat must not be lost over it. */
  private static Client withNewerHeartbeat(Client before, Client after) {
    return before.heartbeat() == null ? after : with(after, before.heartbeat());
  }

  private static Client with(Client client, Heartbeat heartbeat) {
    return new Client(
        client.id(), client.hostname(), client.description(), client.keyHash(), client.standing(), heartbeat,
        client.times());
  }

  /** All clients that are not deleted. */
  List<Client> living() {
    return byId.values().stream().filter(client -> client.standing().status() != ClientStatus.DELETED).toList();
  }

  Collection<Client> everyone() {
    return byId.values();
  }

  /** The client of that host name that is not deleted. */
  Optional<Client> findByHostname(String hostname) {
    return Optional.ofNullable(idByHostname.get(hostname)).map(byId::get);
  }

  /** The client of that id, or of that host name. */
  Client get(String idOrHostname) {
    return Optional.ofNullable(byId.get(idOrHostname))
        .or(() -> findByHostname(idOrHostname))
        .orElseThrow(() -> Refusal.notFound("client", idOrHostname));
  }

  /** The same, but for a client that was deleted: throws 409, since nothing of it can be changed. */
  Client getLiving(String idOrHostname) {
    Client client = get(idOrHostname);
    if (client.standing().status() == ClientStatus.DELETED) {
      throw Refusal.conflict("invalid_transition", "client \"" + client.hostname() + "\" is deleted");
    }
    return client;
  }

  /** Client ids by their host names, for questions that name hosts. */
  public Optional<String> idOf(String hostname) {
    return Optional.ofNullable(idByHostname.get(hostname));
  }

  void put(Change change, Client client) {
    change.tables().clients().put(client);
    change.afterCommit(() -> remember(client));
  }

  /** Keeps a heartbeat; it is stored with the next flush. */
  void beaten(String clientId, Heartbeat heartbeat) {
    byId.computeIfPresent(clientId, (_, client) -> with(client, heartbeat));
    synchronized (gathering) {
      beats.put(clientId, heartbeat);
    }
  }

  /** Notes something that happened to a client; stored with the next flush. */
  public void note(String clientId, String kind, String detail) {
    synchronized (gathering) {
      activity.add(new ActivityEntry(administration.now(), clientId, kind, detail));
    }
  }

  /** Writes what was gathered in one transaction; what could not be written is kept for the next time. */
  public void flush() {
    Map<String, Heartbeat> newBeats;
    List<ActivityEntry> newActivity;
    synchronized (gathering) {
      if (beats.isEmpty() && activity.isEmpty()) {
        return;
      }
      newBeats = beats;
      newActivity = activity;
      beats = new HashMap<>();
      activity = new ArrayList<>();
    }
    try {
      administration.change(Actor.SYSTEM, change -> write(change, newBeats, newActivity));
    } catch (RuntimeException e) {
      synchronized (gathering) {
        newBeats.forEach(beats::putIfAbsent);
        activity.addAll(0, newActivity);
      }
      throw e;
    }
  }

  /** Forgets what happened before that moment. */
  public void forgetActivity(Instant before) {
    administration.change(Actor.SYSTEM, change -> change.tables().activity().removeBefore(before));
  }

  private static boolean write(Change change, Map<String, Heartbeat> beats, List<ActivityEntry> activity) {
    if (!beats.isEmpty()) {
      change.tables().clients().putHeartbeats(beats);
    }
    if (!activity.isEmpty()) {
      change.tables().activity().append(activity);
    }
    return true;
  }
}
