package dev.tokenly.server.clients;

import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.AgentStats;
import dev.tokenly.model.protocol.Heartbeat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What heartbeats said beyond what is stored: errors of the day (UTC), the machine's own policy and problems, its clock. */
final class Vitals {
  private final Map<String, Vital> byClient = new ConcurrentHashMap<>();

  /** The day, its errors so far, the last notes, and by how many seconds the machine's clock is ahead of ours. */
  record Vital(LocalDate day, long errors, AgentNotes notes, long clockSkewSeconds) {
    static final Vital NONE = new Vital(LocalDate.EPOCH, 0, AgentNotes.NONE, 0);
  }

  void note(String clientId, Heartbeat beat, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    AgentStats stats = beat.stats();
    Long said = stats == null ? null : stats.errorsSinceLastHeartbeat();
    long errors = said == null ? 0 : said;
    long skew = beat.timestamp().getEpochSecond() - now.getEpochSecond();
    byClient.merge(
        clientId,
        new Vital(today, errors, beat.notes(), skew),
        (before, after) -> before.day().equals(today)
            ? new Vital(today, before.errors() + errors, after.notes(), skew)
            : after);
  }

  Vital of(String clientId, Instant now) {
    Vital known = byClient.getOrDefault(clientId, Vital.NONE);
    boolean isToday = known.day().equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return isToday ? known : new Vital(known.day(), 0, known.notes(), known.clockSkewSeconds());
  }
}
