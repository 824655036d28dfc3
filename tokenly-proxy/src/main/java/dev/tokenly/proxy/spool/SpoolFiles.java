package dev.tokenly.proxy.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spool's files, one an hour (UTC): {@code proxy-20261120T14.jsonl}, with {@code -1} … behind the hour for a second
 * proxy on the same folder. Appended to, forced to disk when the hour is over; all of them together stay under the cap by
 * letting the oldest fully acknowledged file go. Not thread-safe.
 */
final class SpoolFiles implements Closeable {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyyMMdd'T'HH").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String suffix;
  private final long maxBytes;
  private final Acknowledged acknowledged;
  private @Nullable FileChannel file;
  private String name = "";
  private long size;

  SpoolFiles(Path folder, int instance, long maxBytes) throws IOException {
    this.folder = folder;
    this.suffix = (instance == 0 ? "" : "-" + instance) + ".jsonl";
    this.maxBytes = maxBytes;
    this.acknowledged = new Acknowledged(folder);
    this.size = total();
  }

  /** Appends whole lines; answers false when the cap leaves no room for them. Throws when the disk refuses them. */
  boolean append(byte[] lines, int length, Instant now) throws IOException {
    FileChannel open = fileOf(now);
    if (size + length > maxBytes && !makeRoom(length)) {
      return false;
    }
    long before = open.size();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(lines, 0, length);
      while (buffer.hasRemaining()) {
        open.write(buffer);
      }
      size += length;
      return true;
    } catch (IOException e) {
      open.truncate(before);
      throw e;
    }
  }

  private FileChannel fileOf(Instant now) throws IOException {
    String wanted = "proxy-" + HOUR.format(now) + suffix;
    FileChannel open = file;
    if (open != null && wanted.equals(name)) {
      return open;
    }
    close();
    Path path = folder.resolve(wanted);
    cutTornLine(path);
    FileChannel opened =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    file = opened;
    name = wanted;
    return opened;
  }

  /** A kill in mid-write leaves half a line, whose call still stands in its slot: the half goes, the call comes again. */
  private static void cutTornLine(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (RandomAccessFile torn = new RandomAccessFile(path.toFile(), "rw")) {
      long end = torn.length();
      while (end > 0) {
        torn.seek(end - 1);
        if (torn.read() == '\n') {
          break;
        }
        end--;
      }
      torn.setLength(end);
    }
  }

  private boolean makeRoom(int needed) throws IOException {
    Map<Path, Long> offsets = acknowledged.offsets();
    for (Path old : files()) {
      Long offset = offsets.get(old.toAbsolutePath());
      boolean current = String.valueOf(old.getFileName()).equals(name);
      if (!current && offset != null && offset >= Files.size(old)) {
        Files.delete(old);
        size = total();
      }
      if (size + needed <= maxBytes) {
        return true;
      }
    }
    return false;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SpoolFiles::isSpoolFile).sorted().toList();
    }
  }

  private static boolean isSpoolFile(Path file) {
    return String.valueOf(file.getFileName()).matches("proxy-[0-9]{8}T[0-9]{2}(-[0-9]+)?\\.jsonl");
  }

  private long total() throws IOException {
    long total = 0;
    for (Path path : files()) {
      total += Files.size(path);
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = file;
    file = null;
    if (open != null) {
      try (open) {
        open.force(true);
      }
    }
  }
}
