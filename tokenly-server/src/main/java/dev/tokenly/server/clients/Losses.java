package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.usage.ClientCounters;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What machines are asked to send again because this ledger was put back from a backup: it says so itself, or a machine
 * names an upload that was acknowledged before this start and that the ledger has never seen.
 */
final class Losses {
  /** An upload is received before it is stored, and clocks are set. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final ClientsRoom.Neighbours ledger;
  private final Instant started;

  Losses(ClientsRoom.Neighbours ledger, Instant started) {
    this.ledger = ledger;
    this.started = started;
  }

  /** What the machine is asked for; null when nothing of its is missing, or when it is an agent that cannot tell. */
  @Nullable
  Resync of(Client client, Heartbeat beat) {
    AgentNotes.Footing footing = beat.notes().footing();
    AgentNotes.LastBatch last = footing.lastBatch();
    if (last == null) {
      return null;
    }
    Resync restored = ledger.past().restored();
    if (restored != null && !restored.id().equals(footing.resynced()) && isAfter(last, restored.since())) {
      return restored;
    }
    boolean isAsked = last.ingestionId().equals(footing.resynced());
    return isAsked || last.receivedAt().isAfter(started) || !ledger.past().isCaughtUp() ? null : unknown(client, last);
  }

  private static boolean isAfter(AgentNotes.LastBatch last, @Nullable Instant since) {
    return since == null || last.receivedAt().isAfter(since);
  }

  /** The files themselves are forgotten after some days; the time of a machine's last upload is not. */
  private @Nullable Resync unknown(Client client, AgentNotes.LastBatch last) {
    if (ledger.files().find(last.ingestionId()).isPresent()) {
      return null;
    }
    ClientCounters counters = ledger.counters().get().get(client.id());
    Instant newest = counters == null ? null : counters.lastUpload();
    return isAfter(last, newest)
        ? new Resync(last.ingestionId(), newest == null ? null : newest.minus(MARGIN))
        : null;
  }
}
