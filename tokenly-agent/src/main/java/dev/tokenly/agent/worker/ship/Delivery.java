package dev.tokenly.agent.worker.ship;

import dev.tokenly.model.protocol.AgentNotes;
import org.jspecify.annotations.Nullable;

/** What became of a batch in the end. */
public sealed interface Delivery {

  /** The server has it: cursors may move. {@code last} is how it called the upload, if it said so and when it had it. */
  record Delivered(long uploads, AgentNotes.@Nullable LastBatch last) implements Delivery {
    /** Delivered to somebody who does not say as what. */
    public Delivered(long uploads) {
      this(uploads, null);
    }
  }

  /** The server will never take these bytes: they are to be kept aside, and cursors may move. */
  record Refused(String why) implements Delivery {}

  /** This machine may not upload now: nothing moves. */
  record NotAllowed(String why) implements Delivery {}

  /** The agent is stopping: nothing moves. */
  record Abandoned() implements Delivery {}
}
