package dev.tokenly.agent.worker.ship;

/** Brings a batch where it belongs: to the server, or, for a dry run, before somebody's eyes. */
public interface Deliverer {

  /** Does not return before the batch's fate is known; interrupting the thread makes it {@link Delivery.Abandoned}. */
  Delivery deliver(Batch batch);
}
