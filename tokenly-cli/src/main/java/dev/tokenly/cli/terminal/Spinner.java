package dev.tokenly.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * A sign on stderr that something is awaited, drawn once that takes longer than a person likes, and taken away again. It
 * is overwritten by blanks and not erased by an escape sequence, so that a terminal told to show no colour gets none.
 */
final class Spinner {
  private static final long PATIENCE_MILLIS = 300;
  private static final long TURN_MILLIS = 100;
  private final PrintStream err;
  private final String frames;
  private int drawnWidth;
  private boolean isOver;

  Spinner(PrintStream err, boolean isUnicode) {
    this.err = err;
    this.frames = isUnicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\";
  }

  void start() {
    Thread.ofPlatform().daemon().name("spinner").start(this::turn);
  }

  private void turn() {
    try {
      TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
      for (int turn = 0; draw(turn); turn++) {
        TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean draw(int turn) {
    if (!isOver) {
      long seconds = (PATIENCE_MILLIS + turn * TURN_MILLIS) / 1000;
      String line = frames.charAt(turn % frames.length()) + " working, " + seconds + " s";
      err.print("\r" + line);
      err.flush();
      drawnWidth = line.length();
    }
    return !isOver;
  }

  /** Takes it away for good. */
  synchronized void stop() {
    if (drawnWidth > 0 && !isOver) {
      err.print("\r" + " ".repeat(drawnWidth) + "\r");
      err.flush();
    }
    isOver = true;
  }
}
