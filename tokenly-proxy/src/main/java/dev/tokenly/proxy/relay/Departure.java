package dev.tokenly.proxy.relay;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * What happens when a client hangs up: its provider bills what it generated all the same, so the reply is read on for a
 * while to learn what it cost ({@code drain}), or given up at once ({@code cancel}). At most 64 replies are read on at a
 * time, each for 30 seconds and 5 MB.
 */
final class Departure {
  /** Most bytes read on for a client that is gone. */
  static final long MOST_BYTES = 5_000_000;

  private static final long MOST_SECONDS = 30;

  private final UpstreamReply reply;
  private final Policy policy;
  private final AtomicBoolean gone = new AtomicBoolean();
  private volatile boolean draining;

  /** How the proxy treats replies nobody waits for. */
  static final class Policy {
    private final boolean drain;
    private final Semaphore places = new Semaphore(64);
    private final Scheduler scheduler;

    Policy(boolean drain, Scheduler scheduler) {
      this.drain = drain;
      this.scheduler = scheduler;
    }
  }

  /** The client has gone away. */
  static final class ClientGone extends Exception {
    private static final long serialVersionUID = 1;

    ClientGone() {
      super("the client hung up", null, false, false);
    }
  }

  Departure(UpstreamReply reply, Policy policy) {
    this.reply = reply;
    this.policy = policy;
  }

  /** The client has hung up; safe to be called from anywhere and more than once. */
  void happens() {
    if (!gone.compareAndSet(false, true)) {
      return;
    }
    draining = policy.drain && policy.places.tryAcquire();
    if (draining) {
      policy.scheduler.schedule(this::giveUp, MOST_SECONDS, TimeUnit.SECONDS);
    } else {
      giveUp();
    }
  }

  boolean hasHappened() {
    return gone.get();
  }

  /** Stops the upstream. */
  void giveUp() {
    reply.abort(new ClientGone());
  }

  /** The reply is over; the next one may be read on in its place. */
  void over() {
    if (draining) {
      draining = false;
      policy.places.release();
    }
  }
}
