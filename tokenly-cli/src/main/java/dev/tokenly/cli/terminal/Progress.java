package dev.tokenly.cli.terminal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far something long has come, told on stderr: redrawn in place on a terminal once it takes longer than a person likes,
 * a line every ten seconds elsewhere.
 */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private final Terminal terminal;
  private final String what;
  private final long total;
  private final LongFunction<String> amount;
  private final LongSupplier nanos;
  private final long began;
  private long nextWord;
  private boolean isDrawn;

  /** Of a known total, or 0; {@code amount} writes a number, such as a size. */
  public Progress(Terminal terminal, String what, long total, LongFunction<String> amount) {
    this(terminal, what, total, amount, System::nanoTime);
  }

  Progress(Terminal terminal, String what, long total, LongFunction<String> amount, LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.terminal = terminal;
    this.what = what;
    this.total = total;
    this.amount = amount;
    this.nextWord = began + (terminal.isAnimated() ? PATIENCE_NANOS : LINE_NANOS);
  }

  /** Does something and says for how long it has been at it. */
  public static <T> T during(Terminal terminal, String what, Supplier<T> work) {
    try (Progress progress = new Progress(terminal, what, 0, _ -> "")) {
      Thread teller = Thread.ofPlatform().daemon().name("progress").start(progress::tellTime);
      try {
        return work.get();
      } finally {
        teller.interrupt();
        teller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for: " + what, e);
    }
  }

  private void tellTime() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(100);
        at(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells how much is done, when it is time to. */
  public void at(long done) {
    at(done, total);
  }

  /** The same with a total that is known by now. */
  public synchronized void at(long done, long total) {
    long now = nanos.getAsLong();
    if (now < nextWord) {
      return;
    }
    String line = line(done, total, Math.max(1, (now - began) / 1_000_000));
    if (terminal.isAnimated()) {
      terminal.err().print("\r\u001b[K" + line);
      terminal.err().flush();
      isDrawn = true;
      nextWord = now + REDRAW_NANOS;
    } else {
      terminal.complain(line);
      nextWord = now + LINE_NANOS;
    }
  }

  private String line(long done, long total, long millis) {
    StringBuilder line = new StringBuilder(terminal.own(what + " …"));
    if (done > 0) {
      long perSecond = done * 1000 / millis;
      if (total > 0) {
        line.append("  ").append(Math.min(100, done * 100 / total)).append(" %");
      }
      line.append("  ").append(amount.apply(done)).append(total > 0 ? " of " + amount.apply(total) : "");
      line.append("  ").append(amount.apply(perSecond)).append("/s");
      if (total > done && perSecond > 0) {
        line.append("  ").append((total - done) / perSecond + 1).append(" s left");
      }
    } else {
      line.append(String.format(Locale.ROOT, "  %d s", millis / 1000));
    }
    return line.toString();
  }

  /** Takes the line away again. */
  @Override
  public synchronized void close() {
    if (isDrawn) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      isDrawn = false;
    }
    nextWord = Long.MAX_VALUE;
  }
}
