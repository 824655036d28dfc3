package dev.tokenly.proxy.relay;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.proxy.meter.ReplyMeter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Notes what a stream has counted so far, every five seconds or fifty events, so that a crash leaves a trace of it. */
final class Progress implements Runnable {
  private static final int EVENTS = 50;
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final ReplyMeter meter;
  private final Consumer<ReplyUsage> note;
  private long events;
  private long at = System.nanoTime();

  Progress(ReplyMeter meter, Consumer<ReplyUsage> note) {
    this.meter = meter;
    this.note = note;
  }

  @Override
  public void run() {
    long seen = meter.events();
    boolean due = seen - events >= EVENTS || System.nanoTime() - at >= INTERVAL;
    if (due && seen > events) {
      events = seen;
      at = System.nanoTime();
      note.accept(meter.usage());
    }
  }
}
