package dev.tokenly.server.clients;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.events.Event;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/clients/{id}}: what an admin does with one client. */
public final class ClientDesk {
  private static final int MAX_TEXT = 1000;

  private final Reception.Parts parts;
  private final Reception reception;
  private final ClientListing listing;

  ClientDesk(Reception.Parts parts, Reception reception, ClientListing listing) {
    this.parts = parts;
    this.reception = reception;
    this.listing = listing;
  }

  public Response approve(Request request) throws IOException {
    Fields body = request.json();
    String fingerprint = body.optionalText("fingerprint");
    Client client = parts.registry().get(request.pathValue("id"));
    if (fingerprint != null && !ClientKey.isFingerprintOf(fingerprint, client.keyHash())) {
      throw mismatch(request, client, fingerprint);
    }
    return decide(request, Transition.APPROVE, body);
  }

  private Refusal mismatch(Request request, Client client, String fingerprint) {
    parts.administration().change(
        Actor.of(request),
        change -> {
          change.audit("client_key_mismatch", "client", client.id(),
              Map.of("hostname", client.hostname(), "expected", shortened(fingerprint)));
          return true;
        });
    return Refusal.conflict("fingerprint_mismatch", "the client's key has another fingerprint; nothing was changed")
        .withDetails(Map.of("key_fingerprint", String.valueOf(ClientKey.fingerprint(client.keyHash()))));
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) : text;
  }

  public Response reject(Request request) throws IOException {
    return decide(request, Transition.REJECT, request.json());
  }

  public Response suspend(Request request) throws IOException {
    return decide(request, Transition.SUSPEND, request.json());
  }

  private Response decide(Request request, Transition transition, Fields body) {
    String notes = checkedText("notes", body.optionalText("notes"));
    Client decided =
        parts.administration().change(
            Actor.of(request),
            change -> apply(change, transition, parts.registry().get(request.pathValue("id")), notes));
    String participle = transition.to().wireName();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("client_id", decided.id());
    answer.put("status", participle);
    answer.put(participle + "_at", decided.standing().decidedAt());
    answer.put(participle + "_by", decided.standing().decidedBy());
    return Response.json(answer);
  }

  /** Takes the client along the transition, audited; throws 409 when it does not lead on from where the client is. */
  Client apply(Change change, Transition transition, Client client, @Nullable String notes) {
    transition.requireFrom(client.standing().status());
    Client.Standing standing = new Client.Standing(transition.to(), change.now(), change.actor().userId(), notes);
    Client.Times times = new Client.Times(client.times().createdAt(), change.now(), client.times().configDeliveredAt());
    Client decided = Clients.with(client, standing, times);
    parts.registry().put(change, decided);
    if (transition == Transition.DELETE) {
      reception.blocked().put(change, client.hostname(),
          new BlockedHost(client.hostname(), change.now(), change.actor().userId()));
      parts.settings().forget(change, client);
    }
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("hostname", client.hostname());
    details.put("before", client.standing().status().wireName());
    details.put("notes", notes);
    change.audit(transition.action(), "client", client.id(), details);
    change.afterCommit(() -> announce(decided, client.standing().status(), change.actor()));
    return decided;
  }

  private void announce(Client client, ClientStatus before, Actor actor) {
    String status = client.standing().status().wireName();
    parts.registry().note(client.id(), "status", before.wireName() + " → " + status + " by " + actor.userId());
    parts.events().publish(
        Event.Type.CLIENT_STATUS_CHANGE,
        Map.of("client_id", client.id(), "hostname", client.hostname(), "before", before.wireName(), "status", status,
            "by", actor.userId()));
  }

  public Response delete(Request request) {
    Client deleted =
        parts.administration().change(
            Actor.of(request),
            change -> apply(change, Transition.DELETE, parts.registry().get(request.pathValue("id")), null));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("client_id", deleted.id());
    answer.put("status", "deleted");
    answer.put("deleted_at", deleted.standing().decidedAt());
    return Response.json(answer);
  }

  /** Forgets the pinned key: the next one seen is pinned, and the client waits for approval again. */
  public Response resetKey(Request request) {
    Client reset =
        parts.administration().change(
            Actor.of(request),
            change -> {
              Client client = parts.registry().getLiving(request.pathValue("id"));
              Client.Times times =
                  new Client.Times(client.times().createdAt(), change.now(), client.times().configDeliveredAt());
              Client waiting = Clients.withKey(Clients.with(client, Client.Standing.PENDING, times), ClientKey.AWAITED);
              parts.registry().put(change, waiting);
              change.audit("client_key_reset", "client", client.id(), Map.of("hostname", client.hostname()));
              change.afterCommit(() -> reception.forgive(client.id()));
              return waiting;
            });
    return listing.answer(reset);
  }

  public Response describe(Request request) throws IOException {
    String description = checkedText("description", request.json().optionalText("description"));
    Client described =
        parts.administration().change(
            Actor.of(request),
            change -> {
              Client client = parts.registry().getLiving(request.pathValue("id"));
              Client.Times times =
                  new Client.Times(client.times().createdAt(), change.now(), client.times().configDeliveredAt());
              Client changed = Clients.withDescription(Clients.with(client, times), description);
              parts.registry().put(change, changed);
              change.audit("client_edit", "client", client.id(), Map.of("hostname", client.hostname()));
              return changed;
            });
    return listing.answer(described);
  }

  static @Nullable String checkedText(String field, @Nullable String text) {
    if (text != null && text.length() > MAX_TEXT) {
      throw Refusal.invalid(field, "at most " + MAX_TEXT + " characters are possible");
    }
    return text;
  }

  /** Lets a deleted client's host name register again: {@code {hostname}} or {@code {client_id}}. */
  public Response unblock(Request request) throws IOException {
    Fields body = request.json();
    String id = body.optionalText("client_id");
    String hostname = id == null ? body.text("hostname") : parts.registry().get(id).hostname();
    parts.administration().change(
        Actor.of(request),
        change -> {
          if (!reception.blocked().remove(change, hostname)) {
            throw Refusal.notFound("blocked host", hostname);
          }
          change.audit("client_unblock", "client", null, Map.of("hostname", hostname));
          return true;
        });
    return Response.json(Map.of("hostname", hostname, "blocked", false));
  }

  public Response blocked(Request request) {
    var hosts = reception.blocked().all();
    return Response.json(Map.of("blocked", request.query().page(hosts), "total", hosts.size()));
  }
}
