package dev.tokenly.tui.state;

import java.time.Instant;

/** The outside of what is shown: the terminal's size, the pages seen, the time, wide tables and pause. */
public record Frame(int columns, int rows, Trail trail, Instant now, boolean isWide, boolean isPaused) {
  /** Rows above and below a page: tabs, notice, status line, footer. */
  public static final int MARGIN = 4;

  public Page page() {
    return trail.page();
  }

  public Frame sized(int newColumns, int newRows) {
    return new Frame(newColumns, newRows, trail, now, isWide, isPaused);
  }

  public Frame on(Trail next) {
    return new Frame(columns, rows, next, now, isWide, isPaused);
  }

  public Frame at(Instant moment) {
    return new Frame(columns, rows, trail, moment, isWide, isPaused);
  }

  public Frame wide(boolean wide) {
    return new Frame(columns, rows, trail, now, wide, isPaused);
  }

  public Frame paused(boolean paused) {
    return new Frame(columns, rows, trail, now, isWide, paused);
  }

  /** Rows of the page itself. */
  public int bodyRows() {
    return Math.max(0, rows - MARGIN);
  }
}
