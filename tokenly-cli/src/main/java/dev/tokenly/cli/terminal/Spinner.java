package dev.tokenly.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** A sign on stderr that something is awaited, drawn once that takes longer than a person likes, and taken away again. */
final class Spinner {
  private static final long PATIENCE_MILLIS = 300;
  private static final long TURN_MILLIS = 100;
  private final PrintStream err;
  private final String frames;
  private boolean isDrawn;
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
      err.print("\r" + frames.charAt(turn % frames.length()) + " working, " + seconds + " s\u001b[K");
      err.flush();
      isDrawn = true;
    }
    return !isOver;
  }

  /** Takes it away for good. */
  synchronized void stop() {
    if (isDrawn && !isOver) {
      err.print("\r\u001b[K");
      err.flush();
    }
    isOver = true;
  }
}
