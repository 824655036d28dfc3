package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.store.admin.Client;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What machines say their cleanup took away: an entry of the audit for each log, before the machine is answered. */
final class Removals {
  private static final int MOST_A_DAY = 1000; // what an agent allows itself
  private static final int LONGEST_PATH = 1000;

  private final Administration administration;
  private final Map<String, Told> last = new ConcurrentHashMap<>();

  Removals(Administration administration) {
    this.administration = administration;
  }

  /** What a machine told last, and how many that day. */
  private record Told(LocalDate day, int count, AgentNotes.Removal newest) {}

  /** Notes what is new; a machine whose answer was lost says the same again. */
  void note(Client client, List<AgentNotes.Removal> removed) {
    if (!removed.isEmpty()) {
      last.compute(client.id(), (_, before) -> note(client, removed, before));
    }
  }

  private Told note(Client client, List<AgentNotes.Removal> removed, @Nullable Told before) {
    LocalDate today = LocalDate.ofInstant(administration.now(), ZoneOffset.UTC);
    int known = before == null ? 0 : removed.lastIndexOf(before.newest()) + 1;
    int count = before == null || !before.day().equals(today) ? 0 : before.count();
    List<AgentNotes.Removal> fresh =
        removed.subList(known, Math.clamp(known + MOST_A_DAY - count, known, removed.size()));
    if (!fresh.isEmpty()) {
      administration.change(Actor.SYSTEM, change -> audit(change, client, fresh));
    }
    return new Told(today, count + fresh.size(), removed.getLast());
  }

  private static boolean audit(Change change, Client client, List<AgentNotes.Removal> removed) {
    for (AgentNotes.Removal log : removed) {
      String file = log.file().length() <= LONGEST_PATH ? log.file() : log.file().substring(0, LONGEST_PATH);
      change.audit(
          "client_cleanup", "client", client.id(),
          Map.of("hostname", client.hostname(), "file", file, "bytes", log.bytes(), "sha256", log.sha256(),
              "removed_at",
              log.time().toString()));
    }
    return true;
  }
}
