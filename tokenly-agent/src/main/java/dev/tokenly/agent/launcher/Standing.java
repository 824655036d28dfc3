package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Resync;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what a server can tell that it, or this machine, is a copy of what it was: the name of this run, the last upload it
 * acknowledged, and what was sent again when it had lost something. Used by the launcher's one thread.
 */
final class Standing {
  private static final String LAST_BATCH = "last_batch";
  private static final String RESYNCED = "resynced";

  private final String instance = UUID.randomUUID().toString();
  private final StateFile state;
  private @Nullable String gap;

  Standing(StateFile state) {
    this.state = state;
  }

  /** What heartbeats say of it. */
  AgentNotes.Footing footing() {
    return new AgentNotes.Footing(instance, lastBatch(), state.text(RESYNCED));
  }

  private AgentNotes.@Nullable LastBatch lastBatch() {
    try {
      return AgentNotes.LastBatch.read(state.object(LAST_BATCH));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** What may be missing, for an admin's eye; null when nothing is. */
  @Nullable
  String gap() {
    return gap;
  }

  /** The worker tells its news. */
  void heard(WorkerEvent.News news) {
    gap = news.gap();
    String done = news.resynced();
    if (done != null && !done.equals(state.text(RESYNCED))) {
      state.put(RESYNCED, done).put(LAST_BATCH, null).save();
    }
    if (news.lastBatch() != null) {
      state.put(LAST_BATCH, news.lastBatch().toMap());
    }
  }

  /** What is to be sent again; null when nothing is asked for, or it was done already. */
  @Nullable
  Resync due(@Nullable Resync asked) {
    return asked == null || asked.id().equals(state.text(RESYNCED)) ? null : asked;
  }
}
