package dev.tokenly.cli.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Ends what was started, the last first, once: when the block is left, or when a signal ends the program in the middle of
 * it.
 */
public final class EndOfProgram implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::end, "end");
  private boolean ended;

  public EndOfProgram() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Something that must be closed at the end. */
  public synchronized <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("tokenly: something did not end cleanly: " + e.getMessage());
      }
    }
  }

  /** Waits for a child to end, or for a signal. */
  public void await(Child child) {
    try {
      while (child.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The program is ending already, by that hook.
    }
  }
}
