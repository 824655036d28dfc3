package dev.tokenly.tui.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line about something that happened, with the page the jump key leads to and what would take it back. */
public record Notice(String text, boolean isBad, Instant at, @Nullable Page jump, List<Deed> undo) {
  private static final int SECONDS = 15;

  public Notice {
    undo = List.copyOf(undo);
  }

  /** Whether it has been there long enough: it only tells that something went well, and leads nowhere. */
  public boolean isOver(Instant now) {
    return !isBad && jump == null && undo.isEmpty() && at.plusSeconds(SECONDS).isBefore(now);
  }

  /** What somebody did themselves: it need not be looked at. */
  public static Notice of(String text, boolean isBad, Instant at) {
    return new Notice(text, isBad, at, null, List.of());
  }
}
