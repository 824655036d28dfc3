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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final ConcurrentLinkedQueue<Unreadable> unreadable = new ConcurrentLinkedQueue<>();
  private final Waiting waiting = new Waiting();
  private Listener listener = (_, _) -> {};

  /** Hears how many of the files found so far are done. */
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
    Set<Path> seen = new HashSet<>();
    return readAll(threads, reading -> {
      for (LogFormat format : LogFormats.ALL) {
        for (Place place : format.places(machine)) {
          FileWalk.below(place, file -> {
            if (seen.add(file)) {
              reading.file(file, format);
            }
          }, this::cannotRead);
        }
      }
    });
  }

  /** Reads whatever logs lie at or below these paths, each by the format its content shows. */
  public Result paths(List<Path> paths, int threads) {
    return readAll(threads, reading -> {
      for (Path path : paths) {
        FileWalk.below(path, file -> reading.file(file, null), this::cannotRead);
      }
    });
  }

  private void cannotRead(Path path, IOException e) {
    unreadable.add(new Unreadable(path, Reasons.of(e)));
  }

  /** Takes a file that was found: of the format whose place it lies in, or of any. */
  private interface Reading {
    void file(Path path, @Nullable LogFormat expected);
  }

  /** What is found is read while more is looked for; all of it, or there is no result. */
  private Result readAll(int threads, Consumer<Reading> search) {
    ThreadPoolExecutor readers =
        new ThreadPoolExecutor(threads, 2 * threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    try (readers) {
      search.accept((path, expected) -> {
        found.incrementAndGet();
        readers.execute(() -> {
          work(path, expected);
          if (waiting.isForTheDisk()) {
            readers.setCorePoolSize(2 * threads);
          }
        });
      });
    }
    if (done.get() < found.get()) {
      throw new IllegalStateException("only " + done + " of " + found + " files were read to their end");
    }
    return new Result(files.get(), bytes.get(), List.copyOf(unreadable));
  }

  private void work(Path path, @Nullable LogFormat expected) {
    try {
      read(path, expected);
    } catch (IOException e) {
      cannotRead(path, e);
    } catch (RuntimeException | StackOverflowError e) {
      unreadable.add(new Unreadable(path, "its reader does not survive it (" + e.getClass().getSimpleName() + ')'));
    }
    listener.done(done.incrementAndGet(), found.get());
  }

  private void read(Path path, @Nullable LogFormat expected) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    LogFile file = new LogFile(path, attributes.lastModifiedTime().toInstant());
    try (InputStream in = waiting.timed(file.open())) {
      Detector.Beginning begun = detector.begin(in, path);
      LogFormat format = format(begun, file, expected);
      if (format == null) {
        return;
      }
      files.incrementAndGet();
      bytes.addAndGet(attributes.size());
      // A switch over types is linked at run time, which every start would pay for.
      LogReader reader = format.open(file, "");
      if (reader instanceof LogReader.Lines lines) {
        lines.read(new SequenceInputStream(new ByteArrayInputStream(begun.bytes()), in), true, sink);
      } else {
        ((LogReader.Whole) reader).read(sink);
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
