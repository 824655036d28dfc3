package dev.tokenly.store.duckdb.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the engine found its own file damaged: what is damaged is never answered from, and only a restore mends it. */
final class Damage {
  private static final Logger LOG = LoggerFactory.getLogger(Damage.class);

  private final AtomicReference<@Nullable String> found = new AtomicReference<>();

  /** Whether that is why some work failed; the first such reason is remembered. */
  boolean isSeenIn(String reason) {
    boolean isDamage = reason.contains("Corrupt database file") || reason.contains("checksum");
    if (isDamage && found.compareAndSet(null, told(reason))) {
      LOG.error(told(reason));
    }
    return isDamage;
  }

  private static String told(String reason) {
    return "the database is damaged (" + reason
        + "): stop the server and put the last backup back with `tokenly restore`; the journal fills in what came after";
  }

  /** What is damaged and what to do, null while nothing is known to be. */
  @Nullable
  String found() {
    return found.get();
  }
}
