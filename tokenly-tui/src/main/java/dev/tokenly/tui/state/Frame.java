package dev.tokenly.tui.state;

import java.time.Instant;

/** The outside of what is shown: the terminal's size, the page and the one before, the time, wide tables and pause. */
public record Frame(int columns, int rows, Page page, Page before, Instant now, boolean isWide, boolean isPaused) {
  public Frame sized(int newColumns, int newRows) {
    return new Frame(newColumns, newRows, page, before, now, isWide, isPaused);
  }

  public Frame on(Page next) {
    return new Frame(columns, rows, next, page, now, isWide, isPaused);
  }

  public Frame at(Instant moment) {
    return new Frame(columns, rows, page, before, moment, isWide, isPaused);
  }

  public Frame wide(boolean wide) {
    return new Frame(columns, rows, page, before, now, wide, isPaused);
  }

  public Frame paused(boolean paused) {
    return new Frame(columns, rows, page, before, now, isWide, paused);
  }

  /** Rows of the page itself: without the tabs, the notice line and the footer. */
  public int bodyRows() {
    return Math.max(0, rows - 4);
  }
}
