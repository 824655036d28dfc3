package dev.tokenly.server.access;

import dev.tokenly.server.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts tries by key within a sliding window and refuses the one too many. Remembers the last 10,000 keys; thread-safe.
 */
final class Throttle {
  private static final int MAX_KEYS = 10_000;

  private final int tries;
  private final Duration window;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_KEYS;
        }
      };

  private record Window(Instant start, int count) {
    /** A window that begins in the future was opened before the clock was set back: it must hold nobody up. */
    boolean covers(Instant now, Duration window) {
      return !now.isBefore(start) && now.isBefore(start.plus(window));
    }
  }

  Throttle(int tries, Duration window) {
    this.tries = tries;
    this.window = window;
  }

  /** Counts a try; throws 429 with {@code Retry-After} when there were too many. */
  void check(String key, Instant now) {
    Window counted = count(key, now);
    if (counted.count() > tries) {
      throw refusal("too many tries from this address", now, counted.start().plus(window));
    }
  }

  /** Counts nothing; throws 429 with {@code Retry-After} when a key has used up its tries. */
  void requireTriesLeft(String key, Instant now, String otherwise) {
    Instant until = exhaustedUntil(key, now);
    if (until != null) {
      throw refusal(otherwise, now, until);
    }
  }

  private static Refusal refusal(String why, Instant now, Instant until) {
    return Refusal.tooMany("rate_limited", why, Math.max(1, Duration.between(now, until).toSeconds()));
  }

  /** Counts a try and tells how many there were in the window. */
  int counted(String key, Instant now) {
    return count(key, now).count();
  }

  /** When the window of a key that has used up its tries ends; null when it has not. */
  @Nullable
  Instant exhaustedUntil(String key, Instant now) {
    synchronized (windows) {
      Window known = windows.get(key);
      return known != null && known.count() >= tries && known.covers(now, window)
          ? known.start().plus(window)
          : null;
    }
  }

  private Window count(String key, Instant now) {
    synchronized (windows) {
      Window known = windows.get(key);
      Window counted =
          known == null || !known.covers(now, window)
              ? new Window(now, 1)
              : new Window(known.start(), known.count() + 1);
      windows.put(key, counted);
      return counted;
    }
  }
}
