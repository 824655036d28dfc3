package dev.tokenly.proxy.guard;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services somebody else found to be over their budget, in a file that is looked at once a second: one JSON object, the
 * service (or {@code user:<name>}) and until when, {@code {"open-webui": "2026-12-01T00:00:00Z"}}. An unreadable file keeps
 * the last good one and is logged. Thread-safe.
 */
public final class OverBudgetFile {
  private static final Logger LOG = LoggerFactory.getLogger(OverBudgetFile.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path file;
  private final Clock clock;
  private volatile State state = new State(Instant.MIN, FileTime.fromMillis(0), Map.of());

  private record State(Instant looked, FileTime modified, Map<String, Instant> until) {}

  public OverBudgetFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** How long a name must wait; null when the file does not name it. */
  public @Nullable Duration mustWait(String name) {
    Instant now = clock.instant();
    if (state.looked().isBefore(now.minus(INTERVAL))) {
      look(now);
    }
    Instant until = state.until().get(name);
    return until == null || !until.isAfter(now) ? null : Duration.between(now, until);
  }

  private void look(Instant now) {
    State before = state;
    try {
      if (!Files.exists(file)) {
        state = new State(now, before.modified(), Map.of());
        return;
      }
      FileTime modified = Files.getLastModifiedTime(file);
      boolean same = modified.equals(before.modified()) && !before.until().isEmpty();
      state = same ? new State(now, modified, before.until()) : new State(now, modified, read());
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be read, the last good one stands: {}", file, e.getMessage());
      state = new State(now, before.modified(), before.until());
    }
  }

  private Map<String, Instant> read() throws IOException {
    Map<String, Instant> until = new HashMap<>();
    JsonText.object(Files.readAllBytes(file))
        .forEach((name, value) -> until.put(name, Instant.parse(value.toString())));
    return until;
  }
}
