package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer: the last one and when it came, the trouble with the newest attempt, whether one is under
 * way. Old data is kept when a request fails, and its age is shown.
 */
public record Loaded(@Nullable Fields fields, @Nullable Instant at, @Nullable String trouble,
    @Nullable Instant troubledAt, boolean isAsking, boolean isOutdated) {
  public static final Loaded NEVER = new Loaded(null, null, null, null, false, false);

  /** Still shown, but asked for again at once: something changed. */
  public Loaded outdated() {
    return new Loaded(fields, at, trouble, null, isAsking, true);
  }

  public Loaded asking() {
    return new Loaded(fields, at, trouble, troubledAt, true, false);
  }

  public Loaded answered(Fields answer, Instant now) {
    return new Loaded(answer, now, null, null, false, isOutdated);
  }

  public Loaded failed(String sentence, Instant now) {
    return new Loaded(fields, at, sentence, now, false, false);
  }

  /** Whether the last attempt failed only just now. */
  public boolean failedWithin(long seconds, Instant now) {
    return troubledAt != null && troubledAt.plusSeconds(seconds).isAfter(now);
  }

  /** Whether it is older than so many seconds, or was never there. */
  public boolean isOlderThan(long seconds, Instant now) {
    return isOutdated || at == null || at.plusSeconds(seconds).isBefore(now);
  }
}
