package dev.tokenly.server.clients;

import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.usage.ClientCounters;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/manage/clients}: the list, one client, what happened to it. */
public final class ClientListing {
  private final Reception.Parts parts;
  private final ClientView view;
  private final Supplier<Map<String, ClientCounters>> counters;

  ClientListing(Reception.Parts parts, ClientView view, Supplier<Map<String, ClientCounters>> counters) {
    this.parts = parts;
    this.view = view;
    this.counters = counters;
  }

  public Response list(Request request) {
    Parameters query = request.query();
    List<Client> found =
        candidates(query).stream().filter(filter(query)).sorted(order(query)).toList();
    Map<String, ClientCounters> counted = counters.get();
    List<Map<String, @Nullable Object>> page =
        found.stream()
            .skip(query.offset())
            .limit(query.limit())
            .map(client -> view.of(client, counted.get(client.id())))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("clients", page);
    answer.put("total", found.size());
    answer.put("summary", summary());
    return Response.json(answer);
  }

  private List<Client> candidates(Parameters query) {
    Set<ClientStatus> statuses = statuses(query.list("status"));
    return statuses.isEmpty()
        ? parts.registry().living()
        : parts.registry().everyone().stream().filter(client -> statuses.contains(client.standing().status())).toList();
  }

  /** The statuses of those names; throws the refusal for a name that is none. */
  static Set<ClientStatus> statuses(List<String> names) {
    Set<ClientStatus> statuses = EnumSet.noneOf(ClientStatus.class);
    for (String name : names) {
      try {
        statuses.add(ClientStatus.named(name));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("status", String.valueOf(e.getMessage()));
      }
    }
    return statuses;
  }

  private Predicate<Client> filter(Parameters query) {
    Instant now = parts.administration().now();
    Optional<String> part = query.text("hostname");
    Optional<Instant> after = query.time("last_seen_after", now);
    Optional<Instant> before = query.time("last_seen_before", now);
    return client -> {
      Instant seen = seen(client);
      return part.map(text -> isNamed(client, text)).orElse(true)
          && after.map(time -> !seen.isBefore(time)).orElse(true)
          && before.map(time -> seen.isBefore(time)).orElse(true);
    };
  }

  /** Whether the part occurs in the client's host name, in whatever case. */
  static boolean isNamed(Client client, String part) {
    return client.hostname().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** When the client was last seen; the beginning of time for one that never was. */
  private static Instant seen(Client client) {
    return client.heartbeat() == null ? Instant.MIN : client.heartbeat().seenAt();
  }

  private static Comparator<Client> order(Parameters query) {
    Comparator<Client> byName = Comparator.comparing(Client::hostname).thenComparing(Client::id);
    Comparator<Client> order =
        switch (query.text("order_by").orElse("hostname")) {
          case "hostname" -> byName;
          case "status" ->
              Comparator.<Client, ClientStatus>comparing(client -> client.standing().status()).thenComparing(byName);
          case "last_seen" -> Comparator.comparing(ClientListing::seen).thenComparing(byName);
          case "created_at" ->
              Comparator.<Client, Instant>comparing(client -> client.times().createdAt()).thenComparing(byName);
          default -> throw Refusal.invalid("order_by", "one of hostname, status, last_seen, created_at is needed");
        };
    return query.flag("desc") ? order.reversed() : order;
  }

  /** Clients by status, and how many approved ones were seen lately. */
  public Map<String, Object> summary() {
    Map<ClientStatus, Integer> count = new EnumMap<>(ClientStatus.class);
    int active = 0;
    for (Client client : parts.registry().living()) {
      count.merge(client.standing().status(), 1, Integer::sum);
      active += view.isActive(client) ? 1 : 0;
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    for (ClientStatus status : EnumSet.complementOf(EnumSet.of(ClientStatus.DELETED))) {
      summary.put(status.wireName(), count.getOrDefault(status, 0));
    }
    summary.put("active", active);
    return summary;
  }

  public Response show(Request request) {
    return answer(parts.registry().get(request.pathValue("id")));
  }

  Response answer(Client client) {
    return Response.json(view.of(client, counters.get().get(client.id())));
  }
}
