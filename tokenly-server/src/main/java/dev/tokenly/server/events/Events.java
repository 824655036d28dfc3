package dev.tokenly.server.events;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands events from whoever publishes to whoever listens. Publishing never waits: a listener that does not keep up loses
 * its backlog and hears how much it missed. The last 1,000 events are kept for listeners that come back.
 */
public final class Events {
  private static final int KEPT = 1000;

  private final InstantSource clock;
  private final Deque<Event> kept = new ArrayDeque<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private long lastId;
  private long published;

  public Events(InstantSource clock) {
    this.clock = clock;
    this.lastId = clock.millis() * 1000;
  }

  /** Tells everyone who listens; the data becomes JSON as it is. */
  public synchronized void publish(Event.Type type, Map<String, ? extends @Nullable Object> data) {
    published++;
    Event event = new Event(++lastId, type, clock.instant(), data);
    kept.addLast(event);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    listeners.forEach(listener -> listener.offer(event));
  }

  /** Whether anyone listens, for publishers to whom an event is work. */
  public boolean isHeard() {
    return !listeners.isEmpty();
  }

  /** How many events there were since the start. */
  public synchronized long published() {
    return published;
  }

  public int listenerCount() {
    return listeners.size();
  }

  /** Begins to listen, with the kept events after the given number first (null: from now on). */
  public synchronized Listener listen(Predicate<Event> wanted, @Nullable Long after) {
    Listener listener = new Listener(wanted, listeners::remove, clock);
    if (after != null) {
      resume(listener, after);
    }
    listeners.add(listener);
    return listener;
  }

  private void resume(Listener listener, long after) {
    List<Event> later = new ArrayList<>(kept);
    later.removeIf(event -> event.id() <= after);
    if (!kept.isEmpty() && kept.getFirst().id() > after + 1 && later.size() == kept.size()) {
      listener.missed(kept.getFirst().id() - 1);
    }
    later.forEach(listener::offer);
  }

  /** Ends every listener's stream. */
  public void close() {
    listeners.forEach(Listener::end);
  }
}
