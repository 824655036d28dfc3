package dev.tokenly.agent.launcher;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.model.protocol.AgentNotes;
import java.io.IOException;
import java.util.List;

/** What cleanup took away and the server was not told of yet. Used by the launcher's one thread. */
final class Removals {
  private static final String TOLD = "removals_told";
  private static final int MOST_A_BEAT = 100;

  private final Deletions deletions;
  private final PathNames names;
  private final StateFile state;
  private final AgentLog log;
  private long end;

  Removals(Deletions deletions, PathNames names, StateFile state, AgentLog log) {
    this.deletions = deletions;
    this.names = names;
    this.state = state;
    this.log = log;
    this.end = state.number(TOLD);
  }

  /** What the next beat tells. */
  List<AgentNotes.Removal> due() {
    try {
      Deletions.Page page = deletions.after(state.number(TOLD), MOST_A_BEAT);
      end = page.end();
      return page.deletions().stream().map(this::told).toList();
    } catch (IOException e) {
      log.warn("cleanup", "the record of what was removed cannot be read", "why", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private AgentNotes.Removal told(Deletions.Deletion gone) {
    return new AgentNotes.Removal(gone.time(), names.tell(gone.file().toString()), gone.bytes(), gone.sha256());
  }

  /** The server has heard what was due. */
  void heard() {
    if (end != state.number(TOLD)) {
      state.put(TOLD, end).save();
    }
  }
}
