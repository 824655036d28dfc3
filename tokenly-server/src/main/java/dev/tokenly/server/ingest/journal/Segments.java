package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The journal's folder: numbered segment files {@code 000000000042.journal}, each with an empty {@code .settled} beside it
 * once everything in it is in a checkpointed database.
 */
record Segments(Path folder) {
  private static final String JOURNAL = ".journal";
  private static final String SETTLED = ".settled";

  Path file(long segment) {
    return folder.resolve(String.format(Locale.ROOT, "%012d", segment) + JOURNAL);
  }

  private Path marker(long segment) {
    return folder.resolve(String.format(Locale.ROOT, "%012d", segment) + SETTLED);
  }

  /** Every segment by number, oldest first. */
  NavigableMap<Long, Path> all() throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("\\d{12}\\" + JOURNAL)) {
          found.put(Long.parseLong(name.substring(0, 12)), file);
        }
      }
    }
    return found;
  }

  boolean isSettled(long segment) {
    return Files.exists(marker(segment));
  }

  void markSettled(long segment) throws IOException {
    if (!isSettled(segment)) {
      Files.createFile(marker(segment));
    }
  }

  /** Every entry kept, with no regard to what is settled: what a restored database is brought up to date from. */
  List<Long> reopenAll() throws IOException {
    List<Long> segments = List.copyOf(all().keySet());
    for (long segment : segments) {
      Files.deleteIfExists(marker(segment));
    }
    return segments;
  }

  void delete(long segment) throws IOException {
    Files.deleteIfExists(file(segment));
    Files.deleteIfExists(marker(segment));
  }

  /** A new, empty segment whose name survives a power cut. */
  FileChannel create(long segment) throws IOException {
    FileChannel channel =
        FileChannel.open(file(segment), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    syncFolder();
    return channel;
  }

  private void syncFolder() throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // A folder cannot be opened there; NTFS journals its names itself.
    }
    try (FileChannel names = FileChannel.open(folder)) {
      names.force(true);
    }
  }
}
