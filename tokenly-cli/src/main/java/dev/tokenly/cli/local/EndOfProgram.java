package dev.tokenly.cli.local;

import dev.tokenly.cli.complaint.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/**
 * Ends what was started, the last first, once: when the block is left, or when a signal ends the program in the middle of
 * it.
 */
public final class EndOfProgram implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endBySignal, "end");
  private final boolean asked;
  private boolean ended;
  private boolean clean = true;

  public EndOfProgram() {
    this(false);
  }

  private EndOfProgram(boolean asked) {
    this.asked = asked;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** For programs that run until a signal: when everything ended cleanly the exit code is 0, not the signal's. */
  public static EndOfProgram askedBySignal() {
    return new EndOfProgram(true);
  }

  private void endBySignal() {
    haltAtTheNextSignal();
    end();
    if (asked) {
      Runtime.getRuntime().halt(clean ? 0 : 1);
    }
  }

  /** Ending may take as long as a stream does; who asks a second time does not want to wait. */
  private static void haltAtTheNextSignal() {
    Signals.register("INT", () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code()));
    Signals.register("TERM", () -> Runtime.getRuntime().halt(ExitCode.TERMINATED.code()));
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
        clean = false;
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
