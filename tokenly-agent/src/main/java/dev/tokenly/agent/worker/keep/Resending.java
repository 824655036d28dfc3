package dev.tokenly.agent.worker.keep;

import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Begins every log anew for a server that was put back from a backup: what it still has it recognises, what it lost it is
 * sent again, and what is no longer here to be sent is noted as a gap.
 */
public final class Resending {
  private final Cursors cursors;
  private final Deletions deletions;
  private final Gaps gaps;

  public Resending(Cursors cursors, Deletions deletions, Gaps gaps) {
    this.cursors = cursors;
    this.deletions = deletions;
    this.gaps = gaps;
  }

  /**
   * Moves the cursors back, also of what cleanup has put in the trash; what was written before {@code since} (null: ever)
   * and is gone is on the server.
   */
  public void begin(@Nullable Instant since) throws IOException {
    List<Cursor> again = new ArrayList<>();
    List<Cursor> lost = new ArrayList<>();
    Map<String, Path> trash = deletions.inTrash();
    trash.forEach((id, file) -> again.add(Cursor.start(id, file.toString(), Cleanup.FORMAT)));
    for (Cursor cursor : cursors.all().filter(one -> one.isOfFile() && !trash.containsKey(one.id())).toList()) {
      boolean isHere = isHere(cursor);
      boolean repeatable = isRepeatable(cursor);
      if (repeatable) {
        again.add(isHere ? Cursor.start(cursor.id(), cursor.path(), cursor.format()) : cursor.rewound());
      }
      if (!(isHere && repeatable) && cursor.counts().records() > 0 && isYounger(cursor, since)) {
        lost.add(cursor);
      }
    }
    cursors.save(again);
    if (!lost.isEmpty()) {
      long records = lost.stream().mapToLong(cursor -> cursor.counts().records()).sum();
      gaps.note(
          "the server was put back from a backup, and up to %,d records of %,d files cannot be sent to it again"
              .formatted(records, lost.size()),
          lost.size() == 1 ? lost.getFirst().path() : "");
    }
  }

  private static boolean isYounger(Cursor cursor, @Nullable Instant since) {
    return since == null || cursor.modified().equals(Instant.EPOCH) || !cursor.modified().isBefore(since);
  }

  private static boolean isHere(Cursor cursor) {
    try {
      Path file = Path.of(cursor.path());
      Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
      return key == null || key.toString().equals(cursor.id());
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Lines give the same records as often as they are read. So does what is written anew as a whole, unless its reader keeps
   * in mind how far a running total was counted: from its beginning that total would be another record.
   */
  private static boolean isRepeatable(Cursor cursor) {
    LogFormat format = LogFormats.named(cursor.format());
    return format == null || format.kind() == LogFormat.Kind.APPENDED || cursor.memory().isEmpty();
  }
}
