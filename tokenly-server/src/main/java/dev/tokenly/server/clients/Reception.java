package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.RefusalReason;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.config.ServerConfig;
import dev.tokenly.server.config.ServerKey;
import dev.tokenly.server.events.Event;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides who a machine is: known, new, an impostor, or one too many. */
final class Reception {
  private static final String KEY_REQUIRED = "this server takes only clients with a key (server.require_client_keys)";
  /** What clocks and the way of a beat may differ by. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Parts parts;
  private final Mirror<BlockedHost> blocked;
  private final Conflicts conflicts = new Conflicts();
  private final Instances instances = new Instances();
  private final Map<String, Arrivals> arrivals = new ConcurrentHashMap<>();

  Reception(Parts parts) {
    this.parts = parts;
    this.blocked = new Mirror<>(BlockedHost.KIND, parts.administration());
  }

  /** What the endpoints of this room share. */
  record Parts(
      Administration administration, Registry registry, ServerConfig config, ClientSettings settings, Events events) {}

  private record Arrivals(Instant since, int count) {}

  /** Who is there. */
  sealed interface Verdict {
    /** A client with its own key. */
    record Known(Client client) implements Verdict {}

    /** Somebody who is turned away. */
    record Denied(@Nullable String clientId, RefusalReason reason, String message) implements Verdict {}
  }

  Conflicts conflicts() {
    return conflicts;
  }

  /** An admin has decided: what was suspected of the client is forgotten. */
  void forgive(String clientId) {
    conflicts.forget(clientId);
    instances.forget(clientId);
  }

  Mirror<BlockedHost> blocked() {
    return blocked;
  }

  /** The client of the host and key, or why it is turned away; empty when the host is unknown. */
  Optional<Verdict> recognise(String hostname, Optional<String> bearer, String address) {
    Optional<Client> known = parts.registry().findByHostname(hostname);
    if (known.isEmpty()) {
      return blocked.find(hostname).map(_ -> blockedVerdict(hostname));
    }
    Client client = known.get();
    if (bearer.isEmpty() && ClientKey.fingerprint(client.keyHash()) == null && requiresKeys()) {
      return Optional.of(new Verdict.Denied(client.id(), RefusalReason.WRONG_KEY, KEY_REQUIRED));
    }
    Optional<String> presented = ClientKey.hash(bearer);
    if (ClientKey.AWAITED.equals(client.keyHash()) && bearer.filter(ClientKey::isKey).isPresent()
        && presented.isPresent()) {
      return Optional.of(new Verdict.Known(pin(client, presented.get())));
    }
    if (!ClientKey.matches(client.keyHash(), presented)) {
      noteConflict(Conflicts.Cause.OTHER_KEY, client, presented.orElse(null), address);
      return Optional.of(new Verdict.Denied(client.id(), RefusalReason.WRONG_KEY, wrongKeyMessage(client)));
    }
    return Optional.of(new Verdict.Known(client));
  }

  /** The client that has this key, for calls that name no host. */
  Optional<Client> withKey(Optional<String> bearer) {
    Optional<String> presented = ClientKey.hash(bearer.filter(ClientKey::isKey));
    return presented.flatMap(
        _ -> parts.registry().living().stream().filter(one -> ClientKey.matches(one.keyHash(), presented)).findFirst());
  }

  private Verdict blockedVerdict(String hostname) {
    String id =
        parts.registry().everyone().stream().filter(one -> one.hostname().equals(hostname)).map(Client::id).findFirst()
            .orElse(null);
    RefusalReason reason = id == null ? RefusalReason.HOSTNAME_BLOCKED : RefusalReason.DELETED;
    return new Verdict.Denied(id, reason,
        "this host was removed by an admin; it may register again once it is unblocked");
  }

  private static String wrongKeyMessage(Client client) {
    return client.keyHash() == null
        ? "this host registered without a key; an admin must reset its key before it can use one"
        : "this is not the key this host registered with; an admin can reset it";
  }

  private Client pin(Client client, String keyHash) {
    Client pinned =
        new Client(
            client.id(), client.hostname(), client.description(), keyHash, client.standing(), client.heartbeat(),
            client.times());
    parts.administration().change(
        Actor.SYSTEM,
        change -> {
          parts.registry().put(change, pinned);
          return true;
        });
    parts.registry().note(client.id(), "registration", "new key " + ClientKey.fingerprint(keyHash));
    return pinned;
  }

  /** Notes when beats of a second machine come between those of the first. */
  void noteCopy(Client client, Heartbeat beat, String address) {
    String instance = beat.notes().footing().instance();
    boolean isBack = instance != null && instances.isBack(client.id(), instance);
    if (isBack || isOlderMachine(client, beat)) {
      noteConflict(Conflicts.Cause.SAME_KEY_TWICE, client, client.keyHash(), address);
    }
  }

  /**
   * No machine is up longer than when it was heard last by more than the time since: that is another one, booted earlier.
   * For agents that give their runs no name.
   */
  private boolean isOlderMachine(Client client, Heartbeat beat) {
    dev.tokenly.store.admin.Heartbeat before = client.heartbeat();
    Long uptime = beat.systemInfo().uptimeSeconds();
    Long uptimeBefore = before == null ? null : before.machine().uptimeSeconds();
    if (before == null || uptime == null || uptimeBefore == null) {
      return false;
    }
    Duration elapsed = Duration.between(before.seenAt(), parts.administration().now());
    boolean isOlder = uptime - uptimeBefore > elapsed.plus(TOLERANCE).toSeconds();
    return isOlder && !elapsed.isNegative();
  }

  private void noteConflict(Conflicts.Cause cause, Client client, @Nullable String keyHash, String address) {
    String fingerprint = ClientKey.fingerprint(keyHash);
    if (!conflicts.note(client.id(), cause, fingerprint, address, parts.administration().now())) {
      return;
    }
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("hostname", client.hostname());
    details.put("presented", fingerprint);
    details.put("ip_address", address);
    parts.administration().change(
        Actor.SYSTEM,
        change -> {
          change.audit(cause.action(), "client", client.id(), details);
          return true;
        });
    parts.registry().note(client.id(), "key_mismatch", cause.words() + " from " + address);
    parts.events().publish(Event.Type.SYSTEM_ALERT, alert(cause, client, fingerprint, address));
  }

  private static Map<String, @Nullable Object> alert(
      Conflicts.Cause cause, Client client, @Nullable String fingerprint, String address) {
    Map<String, @Nullable Object> alert = new LinkedHashMap<>();
    alert.put("alert", cause.action());
    alert.put("client_id", client.id());
    alert.put("hostname", client.hostname());
    alert.put("key_fingerprint", fingerprint);
    alert.put("ip_address", address);
    return alert;
  }

  /** Registers a new host; throws the refusal that says which cap is reached. */
  Verdict register(Request request, Heartbeat beat) {
    if (request.bearer().filter(bearer -> !ClientKey.isKey(bearer)).isPresent()) {
      return new Verdict.Denied(null, RefusalReason.WRONG_KEY,
          "a machine registers with its own key (tka_…), or with none");
    }
    Optional<String> key = ClientKey.hash(request.bearer());
    if (key.isEmpty() && requiresKeys()) {
      return new Verdict.Denied(null, RefusalReason.WRONG_KEY, KEY_REQUIRED);
    }
    checkCaps(request.address());
    boolean isApproved = parts.config().flag(ServerKey.AUTO_APPROVE_CLIENTS);
    Actor actor = Actor.of(request, "system");
    return new Verdict.Known(
        parts.administration().change(actor, change -> make(change, beat, key.orElse(null), isApproved)));
  }

  private boolean requiresKeys() {
    return parts.config().flag(ServerKey.REQUIRE_CLIENT_KEYS);
  }

  private Client make(Change change, Heartbeat beat, @Nullable String keyHash, boolean isApproved) {
    Optional<Client> meanwhile = parts.registry().findByHostname(beat.clientHostname());
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    Instant now = change.now();
    Client.Standing standing =
        isApproved
            ? new Client.Standing(ClientStatus.APPROVED, now, "system", "approved automatically")
            : Client.Standing.PENDING;
    Client client =
        new Client(
            UUID.randomUUID().toString(), beat.clientHostname(), null, keyHash, standing, null,
            new Client.Times(now, now, null));
    parts.registry().put(change, client);
    if (isApproved) {
      change.audit("client_approve", "client", client.id(),
          Map.of("hostname", client.hostname(), "reason", "server.auto_approve_clients"));
    }
    change.afterCommit(() -> announce(client));
    return client;
  }

  private void announce(Client client) {
    parts.registry().note(client.id(), "registration", "registered as " + client.standing().status().wireName());
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("client_id", client.id());
    data.put("hostname", client.hostname());
    data.put("status", client.standing().status().wireName());
    data.put("key_fingerprint", ClientKey.fingerprint(client.keyHash()));
    parts.events().publish(Event.Type.NEW_CLIENT_REGISTRATION, data);
  }

  private void checkCaps(String address) {
    ServerConfig config = parts.config();
    var living = parts.registry().living();
    if (living.size() >= config.number(ServerKey.MAX_CLIENTS)) {
      throw Refusal.unavailable("client_limit_reached",
          "this server has as many clients as it may have (server.max_clients)", 3600);
    }
    long pending = living.stream().filter(client -> client.standing().status() == ClientStatus.PENDING).count();
    if (pending >= config.number(ServerKey.MAX_PENDING_CLIENTS)) {
      throw Refusal.tooMany("rate_limited", "too many clients wait for approval already", 600);
    }
    checkNetwork(address, config.number(ServerKey.REGISTRATIONS_PER_HOUR));
  }

  private void checkNetwork(String address, long cap) {
    Instant now = parts.administration().now();
    Duration hour = Duration.ofHours(1);
    arrivals.values().removeIf(one -> !now.isBefore(one.since().plus(hour)));
    Arrivals counted =
        arrivals.merge(network(address), new Arrivals(now, 1),
            (before, _) -> new Arrivals(before.since(), before.count() + 1));
    if (counted.count() > cap) {
      long wait = Math.max(1, Duration.between(now, counted.since().plus(hour)).toSeconds());
      throw Refusal.tooMany("rate_limited", "too many new clients from this network (server.registrations_per_hour)",
          wait);
    }
  }

  /** The /24 of an IPv4 address, the /64 of an IPv6 one. */
  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 8));
    } catch (UnknownHostException _) {
      return address;
    }
  }
}
