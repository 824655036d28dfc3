package dev.tokenly.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is longer than the terminal through the person's pager: {@code TOKENLY_PAGER}, else {@code PAGER}, else
 * {@code less -FRX}. Shorter output goes past it. What is said meanwhile waits until the pager has been left.
 */
public final class Pager extends OutputStream {
  /** No terminal is lower than this, so that a short answer need not ask how high it is. */
  private static final int LEAST_ROWS = 10;

  private final Terminal terminal;
  private final OutputStream screen;
  private final String command;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ByteArrayOutputStream saidMeanwhile = new ByteArrayOutputStream();
  private int lines;
  private boolean isPassing;
  private @Nullable Process program;

  private Pager(Terminal terminal, String command) {
    this.terminal = terminal;
    this.screen = terminal.out();
    this.command = command;
  }

  /** A pager for the terminal; null where there is nobody to read, no pager, or none wanted. */
  public static @Nullable Pager of(Terminal terminal) {
    String command = terminal.tty().out() && terminal.tty().in() ? command(terminal.env()) : "";
    return command.isEmpty() || "dumb".equals(terminal.env("TERM"))
        ? null
        : new Pager(terminal, command);
  }

  private static String command(Map<String, String> env) {
    String told = env.getOrDefault("TOKENLY_PAGER", env.get("PAGER"));
    if (told != null) {
      return told.equals("cat") ? "" : told;
    }
    for (String folder : env.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (new File(folder, "less").canExecute()) {
        return "less -FRX";
      }
    }
    return "";
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    Process running = program;
    if (isPassing) {
      screen.write(bytes, from, count);
    } else if (running != null) {
      pass(bytes, from, count, running);
    } else {
      held.write(bytes, from, count);
      for (int at = from; at < from + count; at++) {
        lines += bytes[at] == '\n' ? 1 : 0;
      }
      if (lines >= LEAST_ROWS && lines >= terminal.rows()) {
        begin();
      }
    }
  }

  private void begin() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process started = builder.start();
    program = started;
    // Ctrl-C means the pager, which decides what it does with it; the program ends after it, not before.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(started), "pager"));
    byte[] first = held.toByteArray();
    held.reset();
    pass(first, 0, first.length, started);
  }

  /** Whoever has left the pager has seen enough. */
  private static void pass(byte[] bytes, int from, int count, Process running) {
    try {
      running.getOutputStream().write(bytes, from, count);
    } catch (IOException _) {
      // The pager was left before the end.
    }
  }

  /** Sends what is held to the screen, since something is to be said after it; nothing is paged from then on. */
  @Override
  public void flush() throws IOException {
    if (program == null) {
      isPassing = true;
      held.writeTo(screen);
      held.reset();
      screen.flush();
    }
  }

  /** Where messages go while this is in use. */
  OutputStream messages(OutputStream err) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        (program == null ? err : saidMeanwhile).write(value);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        (program == null ? err : saidMeanwhile).write(bytes, from, count);
      }
    };
  }

  /** Waits until the pager is left, then says what was said meanwhile. */
  void end() {
    Process running = program;
    if (running == null) {
      return;
    }
    waitFor(running);
    program = null;
    isPassing = true;
    terminal.err().print(saidMeanwhile.toString(StandardCharsets.UTF_8));
    terminal.err().flush();
  }

  private static void waitFor(Process running) {
    try {
      running.getOutputStream().close();
    } catch (IOException _) {
      // It was left before the end.
    }
    boolean isInterrupted = false;
    while (running.isAlive()) {
      try {
        running.waitFor();
      } catch (InterruptedException _) {
        isInterrupted = true; // Ctrl-C is the pager's.
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
