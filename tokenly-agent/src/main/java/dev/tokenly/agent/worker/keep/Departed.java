package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Forgets files that are gone for good: not met by a scan that saw everything, not there under their last name, for a month
 * not written, on a file system that is there. Only logs that grow by lines: should one come back it is read again, and its
 * records are the ones the server has; a document's or database's running totals would not be.
 */
public final class Departed {
  private static final Duration LONG_AGO = Duration.ofDays(30);

  private final Cursors cursors;
  private final Clock clock;
  private final AgentLog log;

  public Departed(Cursors cursors, Clock clock, AgentLog log) {
    this.cursors = cursors;
    this.clock = clock;
    this.log = log;
  }

  /** After a scan that saw everything: {@code met} tells the ids it came across. */
  public void forget(Predicate<String> met) throws IOException {
    Instant before = clock.instant().minus(LONG_AGO);
    List<Cursor> gone =
        cursors.all()
            .filter(cursor -> cursor.isOfFile() && cursor.modified().isBefore(before) && grows(cursor))
            .filter(cursor -> !met.test(cursor.id()) && isGone(cursor))
            .toList();
    if (!gone.isEmpty()) {
      cursors.forget(gone);
      log.info("cursors", "files that are gone for a month are forgotten", "files", gone.size());
    }
  }

  private static boolean grows(Cursor cursor) {
    LogFormat format = LogFormats.named(cursor.format());
    return format != null && format.kind() == LogFormat.Kind.APPENDED;
  }

  /** Not there, though the device that its id begins with is: what lies on a disk that is away is not gone. */
  private static boolean isGone(Cursor cursor) {
    Path file = Path.of(cursor.path());
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      try {
        Object key = Files.readAttributes(above, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        return key != null && device(key.toString()).equals(device(cursor.id()));
      } catch (IOException _) {
        // gone as well, or not to be seen: the folder above it tells
      }
    }
    return false;
  }

  /** The first half of {@code (dev=…,ino=…)}. */
  private static String device(String id) {
    int comma = id.indexOf(',');
    return comma < 0 ? id : id.substring(0, comma);
  }
}
