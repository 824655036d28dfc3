package dev.tokenly.server.events;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One listener's backlog of at most 256 events; what does not fit is dropped and reported as one {@code missed} event. */
public final class Listener implements AutoCloseable {
  private static final int MAX_BACKLOG = 256;

  private final Predicate<Event> wanted;
  private final Consumer<Listener> onClose;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Event> backlog = new ArrayDeque<>();
  private long dropped;
  private boolean ended;

  Listener(Predicate<Event> wanted, Consumer<Listener> onClose, InstantSource clock) {
    this.wanted = wanted;
    this.onClose = onClose;
    this.clock = clock;
  }

  void offer(Event event) {
    if (!wanted.test(event)) {
      return;
    }
    lock.lock();
    try {
      if (backlog.size() >= MAX_BACKLOG) {
        dropped += backlog.size();
        backlog.clear();
      }
      if (dropped > 0 && backlog.isEmpty()) {
        backlog.add(new Event(event.id() - 1, Event.Type.MISSED, clock.instant(), Map.of("events", dropped)));
      }
      backlog.add(event);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void missed(long upTo) {
    lock.lock();
    try {
      backlog.add(
          new Event(upTo, Event.Type.MISSED, clock.instant(), Map.of("reason", "older events are no longer kept")));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next event; null when none came in that time. */
  public @Nullable Event next(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (backlog.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      Event event = backlog.poll();
      if (event != null && event.type() == Event.Type.MISSED) {
        dropped = 0;
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the server ends the stream. */
  public boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
