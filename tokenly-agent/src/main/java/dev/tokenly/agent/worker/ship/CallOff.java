package dev.tokenly.agent.worker.ship;

/**
 * A request to leave off whatever is going on. Not a thread's interrupt, because that closes the channels a thread happens
 * to be writing to. Thread-safe.
 */
public final class CallOff {
  private volatile boolean requested;

  public void request() {
    requested = true;
  }

  /** The request was heard; work may begin again. */
  public void clear() {
    requested = false;
  }

  public boolean isRequested() {
    return requested;
  }

  /** Throws when work is to be left off. */
  public void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException("called off");
    }
  }
}
