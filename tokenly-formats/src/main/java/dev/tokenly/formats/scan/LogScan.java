package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.Detector;
import dev.tokenly.formats.log.LogFile;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import dev.tokenly.formats.log.LogReader;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.formats.log.NativeLog;
import dev.tokenly.formats.log.Place;
import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.UsageLineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads every log of a machine, or below some folders, once and from the start, on as many threads as asked for. Nothing is
 * written, nothing is locked; a file that cannot be read is named in the result and stops nothing else.
 */
public final class LogScan {
  private final Detector detector = new Detector();
  private final RecordSink sink;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final ConcurrentLinkedQueue<Unreadable> unreadable = new ConcurrentLinkedQueue<>();
  private Listener listener = (_, _) -> {};

  /** Hears how many of the files found are done. */
  @FunctionalInterface
  public interface Listener {
    /** Called after each file, on whatever thread read it. */
    void done(long files, long found);
  }

  /** A file or folder that could not be read, and why. */
  public record Unreadable(Path path, String reason) {}

  /** What was read: files of a known format, their bytes, and what could not be read. */
  public record Result(long files, long bytes, List<Unreadable> unreadable) {}

  public LogScan(RecordSink sink) {
    this.sink = sink;
  }

  /** Tells how far it is. */
  public LogScan telling(Listener told) {
    listener = told;
    return this;
  }

  /** Reads the logs of every known tool on this machine. */
  public Result machine(Machine machine, int threads) {
    Map<Path, LogFormat> found = new LinkedHashMap<>();
    for (LogFormat format : LogFormats.ALL) {
      for (Place place : format.places(machine)) {
        FileWalk.below(place, this::cannotRead).forEach(file -> found.putIfAbsent(file, format));
      }
    }
    return readAll(new ArrayList<>(found.entrySet()), threads);
  }

  /** Reads whatever logs lie at or below these paths, each by the format its content shows. */
  public Result paths(List<Path> paths, int threads) {
    List<Map.Entry<Path, LogFormat>> found = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : FileWalk.below(path, this::cannotRead)) {
        found.add(new SimpleEntry<>(file, null));
      }
    }
    return readAll(found, threads);
  }

  private void cannotRead(Path path, IOException e) {
    unreadable.add(new Unreadable(path, Reasons.of(e)));
  }

  private Result readAll(List<Map.Entry<Path, LogFormat>> found, int threads) {
    ConcurrentLinkedQueue<Map.Entry<Path, LogFormat>> queue = new ConcurrentLinkedQueue<>(found);
    List<Thread> workers = new ArrayList<>();
    for (int number = 1; number < threads; number++) {
      workers.add(Thread.ofPlatform().start(() -> work(queue, found.size())));
    }
    work(queue, found.size());
    for (Thread worker : workers) {
      join(worker);
    }
    return new Result(files.get(), bytes.get(), List.copyOf(unreadable));
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(ConcurrentLinkedQueue<Map.Entry<Path, LogFormat>> queue, long found) {
    for (Map.Entry<Path, LogFormat> next = queue.poll(); next != null; next = queue.poll()) {
      try {
        read(next.getKey(), next.getValue());
      } catch (IOException e) {
        cannotRead(next.getKey(), e);
      } catch (RuntimeException | StackOverflowError e) {
        String why = "its reader does not survive it (" + e.getClass().getSimpleName() + ')';
        unreadable.add(new Unreadable(next.getKey(), why));
      }
      listener.done(done.incrementAndGet(), found);
    }
  }

  private void read(Path path, @Nullable LogFormat expected) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    LogFile file = new LogFile(path, attributes.lastModifiedTime().toInstant());
    try (InputStream in = file.open()) {
      Detector.Beginning begun = detector.begin(in, path);
      LogFormat format = format(begun, file, expected);
      if (format == null) {
        return;
      }
      files.incrementAndGet();
      bytes.addAndGet(attributes.size());
      switch (format.open(file, "")) {
        case LogReader.Lines lines ->
            lines.read(new SequenceInputStream(new ByteArrayInputStream(begun.bytes()), in), true, sink);
        case LogReader.Whole whole -> whole.read(sink);
      }
    }
  }

  private static UsageLineReader nativeLines() {
    return new UsageLineReader(Clock.systemUTC(), UsageLineReader.DEFAULT_MAX_TOKENS);
  }

  /** What the content shows; where it shows nothing yet, what lies in a tool's own place is the tool's. */
  private @Nullable LogFormat format(Detector.Beginning begun, LogFile file, @Nullable LogFormat expected) {
    LogFormat shown = begun.format();
    if (shown instanceof NativeLog && !NativeLog.isMostlyValid(begun.bytes(), nativeLines())) {
      unreadable.add(new Unreadable(file.path(), "fewer than half of its lines are valid usage records"));
      return null;
    }
    return shown == null ? expected : shown;
  }
}
