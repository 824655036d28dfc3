package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.AgentStats;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.RefusalReason;
import dev.tokenly.model.protocol.UpdateOffer;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.config.ServerKey;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.Heartbeat.Counts;
import dev.tokenly.store.admin.Heartbeat.Machine;
import dev.tokenly.store.admin.Heartbeat.Versions;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/heartbeat}: a machine says how it fares and hears what to do. */
public final class HeartbeatEndpoint {
  private final Reception.Parts parts;
  private final Reception reception;
  private final Vitals vitals;
  private final Removals removals;
  private final Errands errands;

  /** What an approved machine may be sent off to do: an update, and to send again what was lost here. */
  record Errands(BiFunction<ClientConfig, Heartbeat, UpdateOffer> offers, Losses losses) {}

  HeartbeatEndpoint(Reception.Parts parts, Reception reception, Vitals vitals, Errands errands) {
    this.parts = parts;
    this.reception = reception;
    this.vitals = vitals;
    this.removals = new Removals(parts.administration());
    this.errands = errands;
  }

  public Response beat(Request request) throws IOException {
    Heartbeat beat = Heartbeat.read(request.json());
    Instant now = parts.administration().now();
    Optional<Reception.Verdict> verdict =
        reception.recognise(beat.clientHostname(), request.bearer(), request.address());
    Reception.Verdict who = verdict.orElseGet(() -> reception.register(request, beat));
    return switch (who) {
      case Reception.Verdict.Denied denied ->
          answer(new HeartbeatReply.Refused(denied.clientId(), denied.reason().wireName(), denied.message(), now));
      case Reception.Verdict.Known(Client client) -> {
        note(client, beat, request, now);
        yield answer(reply(client, beat, now));
      }
    };
  }

  private static Response answer(HeartbeatReply reply) {
    Response ok = Response.text("application/json; charset=utf-8", reply.toJson());
    return new Response(reply.status(), ok.headers(), ok.body());
  }

  private void note(Client client, Heartbeat beat, Request request, Instant now) {
    AgentStats stats = beat.stats();
    Counts counts =
        stats == null
            ? Counts.NONE
            : new Counts(
                stats.filesUploadedToday(), stats.directoriesMonitored(), stats.errorsSinceLastHeartbeat(),
                stats.lastScanTime());
    Versions versions =
        new Versions(beat.versions().launcher(), beat.versions().worker(), beat.workerStatus().wireName());
    Machine machine =
        new Machine(
            beat.systemInfo().os(), beat.systemInfo().arch(), beat.systemInfo().platform(),
            beat.systemInfo().uptimeSeconds());
    noteUpdate(client, versions);
    noteProblem(client, beat.notes().problem(), now);
    reception.noteCopy(client, beat, request.address());
    vitals.note(client.id(), beat, now);
    parts.registry().beaten(
        client.id(), new dev.tokenly.store.admin.Heartbeat(now, request.address(), versions, machine, counts));
  }

  private void noteUpdate(Client client, Versions versions) {
    dev.tokenly.store.admin.Heartbeat before = client.heartbeat();
    if (before != null && !before.versions().worker().equals(versions.worker())) {
      parts.registry().note(client.id(), "update", "worker " + before.versions().worker() + " → " + versions.worker());
    }
  }

  private void noteProblem(Client client, @Nullable String problem, Instant now) {
    if (problem != null && !problem.equals(vitals.of(client.id(), now).notes().problem())) {
      parts.registry().note(client.id(), "error", problem);
    }
  }

  private HeartbeatReply reply(Client client, Heartbeat beat, Instant now) {
    return switch (client.standing().status()) {
      case APPROVED -> {
        noteDelivered(client);
        removals.note(client, beat.notes().removed());
        ClientConfig config = parts.settings().of(client);
        yield new HeartbeatReply.Approved(
            client.id(), config, errands.offers().apply(config, beat), errands.losses().of(client, beat), now, null);
      }
      case PENDING ->
          new HeartbeatReply.Pending(
              client.id(), "waiting for an admin to approve this machine, with: tokenly approve " + client.hostname(),
              parts.config().number(ServerKey.PENDING_RETRY_SECONDS), now);
      case REJECTED, SUSPENDED, DELETED -> {
        String reason = RefusalReason.valueOf(client.standing().status().name()).wireName();
        yield new HeartbeatReply.Refused(client.id(), reason, "this host is " + reason.toLowerCase(Locale.ROOT), now);
      }
    };
  }

  private void noteDelivered(Client client) {
    if (!parts.settings().isUndelivered(client)) {
      return;
    }
    parts.administration().change(
        Actor.SYSTEM,
        change -> {
          Client current = parts.registry().get(client.id());
          Client.Times times = new Client.Times(current.times().createdAt(), current.times().updatedAt(), change.now());
          parts.registry().put(change, Clients.with(current, times));
          return true;
        });
    parts.registry().note(client.id(), "config", "configuration delivered");
  }
}
