package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.find.Found;
import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.agent.worker.read.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What cleanup has put in the trash and a server that was put back from a backup lacks: until its week is over it can be
 * sent again.
 */
final class TrashRound {
  private final Deletions deletions;
  private final Cursors cursors;
  private final LocalPolicy policy;
  private final AgentLog log;
  private boolean mayBeDue = true; // a worker that begins does not know how far the one before it came

  TrashRound(Deletions deletions, Cursors cursors, LocalPolicy policy, AgentLog log) {
    this.deletions = deletions;
    this.cursors = cursors;
    this.policy = policy;
    this.log = log;
  }

  /** The cursors were moved back. */
  void begin() {
    mayBeDue = true;
  }

  /** The files in the trash that are not acknowledged any more; none but after a resync. */
  List<Found> due() {
    if (!mayBeDue) {
      return List.of();
    }
    List<Found> due = new ArrayList<>();
    try {
      for (Path file : deletions.inTrash().values()) {
        FileFacts facts = FileFacts.of(file);
        Cursor cursor = cursors.get(facts.id());
        if (cursor != null && cursor.offset() < facts.size() && policy.mayRead(file)) {
          due.add(new Found(facts, Objects.requireNonNull(file.getParent())));
        }
      }
      mayBeDue = !due.isEmpty();
    } catch (IOException e) {
      log.warn("cleanup", "the trash cannot be looked through", "why", String.valueOf(e.getMessage()));
    }
    return due;
  }
}
