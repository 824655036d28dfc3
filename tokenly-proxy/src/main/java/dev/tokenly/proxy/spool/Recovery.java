package dev.tokenly.proxy.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes out, at start, the calls that dead proxies left in their slots: each as the line that stood when they died. */
final class Recovery {
  private final CallSlots slots;
  private final SpoolWriter writer;

  Recovery(CallSlots slots, SpoolWriter writer) {
    this.slots = slots;
    this.writer = writer;
  }

  /** Closes the calls in our own slots file and in those nobody holds any more; answers how many there were. */
  int closeLeftCalls(SpoolFolder folder, int ownInstance) throws IOException {
    AtomicInteger closed = new AtomicInteger();
    slots.occupied(
        (slot, line) -> {
          writer.add(slot, line);
          closed.incrementAndGet();
        });
    for (int instance = 0; instance < folder.most(); instance++) {
      SpoolFolder.Claim left = instance == ownInstance ? null : folder.claimLeft(instance);
      if (left != null) {
        closed.addAndGet(moveHere(left));
      }
    }
    return closed.get();
  }

  /** Our slots hold the calls before the dead proxy's file goes, so that a kill in between loses none. */
  private int moveHere(SpoolFolder.Claim left) throws IOException {
    int moved = 0;
    try (CallSlots theirs = new CallSlots(left.channel())) {
      for (byte[] line : theirs.lines()) {
        writer.add(slots.take(line), line);
        moved++;
      }
      Files.delete(left.path());
    }
    return moved;
  }
}
