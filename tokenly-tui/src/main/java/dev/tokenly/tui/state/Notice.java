package dev.tokenly.tui.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line about something that happened, with the page the jump key leads to and what would take it back. */
public record Notice(String text, boolean isBad, Instant at, @Nullable Page jump, List<Deed> undo) {
  public Notice {
    undo = List.copyOf(undo);
  }

  /** What somebody did themselves: it need not be looked at. */
  public static Notice of(String text, boolean isBad, Instant at) {
    return new Notice(text, isBad, at, null, List.of());
  }
}
