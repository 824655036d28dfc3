package dev.tokenly.agent.worker.ship;

/** What became of a batch in the end. */
public sealed interface Delivery {

  /** The server has it: cursors may move. */
  record Delivered(long uploads) implements Delivery {}

  /** The server will never take these bytes: they are to be kept aside, and cursors may move. */
  record Refused(String why) implements Delivery {}

  /** This machine may not upload now: nothing moves. */
  record NotAllowed(String why) implements Delivery {}

  /** The agent is stopping: nothing moves. */
  record Abandoned() implements Delivery {}
}
