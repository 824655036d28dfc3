package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads, durable from the moment {@link #append} returns ({@code reliability.md} §2.4). Segment files of whole entries
 * with checksums; one sync serves every upload that waits. Segments are kept after their entries are settled until {@link
 * #prune}, because a damaged database is rebuilt from them. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Segments segments;
  private final JournalLimits limits;
  private final Discarded discarded;
  private final SegmentWriter writer;
  private final CommitThread commits;
  private final AtomicLong backlogBytes = new AtomicLong();
  private final Map<Long, Integer> unsettled = new TreeMap<>();
  private final List<Filed> replayed = new ArrayList<>();

  private Journal(Segments segments, JournalLimits limits, Disk disk, Consumer<SyncFailed> onSyncFailure)
      throws IOException {
    this.segments = segments;
    this.limits = limits;
    this.discarded = new Discarded(segments.folder().resolve("discarded"));
    NavigableMap<Long, Path> found = segments.all();
    for (Map.Entry<Long, Path> segment : found.entrySet()) {
      if (!segments.isSettled(segment.getKey())) {
        replay(segment.getKey(), segment.getValue());
      }
    }
    long next = found.isEmpty() ? 1 : found.lastKey() + 1;
    this.writer = new SegmentWriter(segments, disk, limits.segmentBytes(), next);
    CommitThread.Room room = new CommitThread.Room(disk, segments.folder(), limits.freeBytes());
    this.commits = new CommitThread(writer, room, new CommitThread.Hooks(this::written, onSyncFailure));
  }

  /**
   * Opens the journal in the folder, made when absent; {@code onSyncFailure} must end the process. After a database was
   * restored or lost its tail, {@code everything} replays what was settled too.
   */
  public static Journal open(
      Path folder, JournalLimits limits, boolean everything, Disk disk, Consumer<SyncFailed> onSyncFailure)
      throws IOException {
    Files.createDirectories(folder);
    Segments segments = new Segments(folder);
    if (everything) {
      segments.reopenAll();
    }
    return new Journal(segments, limits, disk, onSyncFailure);
  }

  private void replay(long segment, Path file) throws IOException {
    SegmentScan.Found found = SegmentScan.withoutTornTail(file, segment);
    if (found.damagedBytes() > 0) {
      LOG.warn("{} has {} bytes of no whole entry: a torn tail or damage", file, found.damagedBytes());
    }
    List<Filed> wanted = found.entries().stream().filter(filed -> !discarded.contains(filed.entry().id())).toList();
    replayed.addAll(wanted);
    unsettled.put(segment, wanted.size());
    wanted.forEach(filed -> backlogBytes.addAndGet(filed.entry().bytes()));
  }

  /** What was accepted before this start and not yet known to be settled, oldest first; the caller settles each. */
  public List<Filed> replayed() {
    return List.copyOf(replayed);
  }

  /** Bytes of uploads accepted and not yet settled. */
  public long backlogBytes() {
    return backlogBytes.get();
  }

  /**
   * Throws {@link JournalUnavailable} when an upload of that size would not be taken now: asked before the body is read,
   * so that nothing is transferred in vain.
   */
  public void checkRoom(long bytes) {
    if (backlogBytes.get() + bytes > limits.backlogBytes()) {
      throw new JournalUnavailable("uploads wait to be processed: " + (backlogBytes.get() >> 20) + " MiB");
    }
  }

  /** Why no upload can be made durable now, or null. */
  public @Nullable String trouble() {
    return commits.trouble();
  }

  /** Blocks until the upload would survive a power cut; throws {@link JournalUnavailable} when it cannot be kept. */
  public Filed append(Entry entry, Content content) throws InterruptedException {
    checkRoom(entry.bytes());
    backlogBytes.addAndGet(entry.bytes());
    try {
      return commits.commit(entry, content);
    } catch (JournalUnavailable | InterruptedException e) {
      backlogBytes.addAndGet(-entry.bytes());
      throw e;
    }
  }

  /** An entry's bytes; reading to the end throws {@link DamagedEntry} when they are not what was written. */
  public InputStream open(Filed filed) throws IOException {
    return Unpacked.of(new EntryBody(segments.file(filed.segment()), filed), filed);
  }

  /** The entry of that id in any segment kept. Reads every description: for an administrator's question, not for uploads. */
  public Optional<Filed> find(UUID id) throws IOException {
    for (Map.Entry<Long, Path> segment : segments.all().descendingMap().entrySet()) {
      for (Filed filed : SegmentScan.headers(segment.getValue(), segment.getKey()).entries()) {
        if (filed.entry().id().equals(id)) {
          return Optional.of(filed);
        }
      }
    }
    return Optional.empty();
  }

  /** Says that the database knows what became of an entry. */
  public void settle(Filed filed) {
    backlogBytes.addAndGet(-filed.entry().bytes());
    synchronized (unsettled) {
      unsettled.merge(filed.segment(), -1, Integer::sum);
    }
  }

  /** Counted before the segment can be closed, or a segment could be sealed while one of its entries is on its way. */
  private void written(Filed filed) {
    synchronized (unsettled) {
      unsettled.merge(filed.segment(), 1, Integer::sum);
    }
  }

  /** Takes a settled entry back into the backlog, to be processed once more. */
  public void reopen(Filed filed) {
    backlogBytes.addAndGet(filed.entry().bytes());
    synchronized (unsettled) {
      unsettled.merge(filed.segment(), 1, Integer::sum);
    }
  }

  /** Sees to it that no replay brings the entry back. */
  public void discard(UUID id) throws IOException {
    discarded.add(id);
  }

  /** Has the next start replay everything kept, with no regard to what was settled; says how many segments there are. */
  public static int reopen(Path folder) throws IOException {
    return Files.isDirectory(folder) ? new Segments(folder).reopenAll().size() : 0;
  }

  /** The last entry of the newest sealed segment: a database that does not know it is older than the journal. */
  public static Optional<Filed> newestSealed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Segments segments = new Segments(folder);
    for (Map.Entry<Long, Path> segment : segments.all().descendingMap().entrySet()) {
      List<Filed> entries = SegmentScan.headers(segment.getValue(), segment.getKey()).entries();
      if (segments.isSettled(segment.getKey()) && !entries.isEmpty()) {
        return Optional.of(entries.getLast());
      }
    }
    return Optional.empty();
  }

  /**
   * Marks closed segments whose entries are all settled, after {@code checkpoint} has made the database whole on disk;
   * does nothing when there are none.
   */
  public void seal(Runnable checkpoint) throws IOException {
    List<Long> ready = finished();
    if (ready.isEmpty()) {
      return;
    }
    checkpoint.run();
    for (long segment : ready) {
      segments.markSettled(segment);
      synchronized (unsettled) {
        unsettled.remove(segment);
      }
    }
  }

  private List<Long> finished() {
    synchronized (unsettled) {
      return unsettled.entrySet().stream()
          .filter(segment -> segment.getValue() == 0 && segment.getKey() < writer.segment())
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** Deletes sealed segments last written before the time, but for those that hold an entry to keep; says how many. */
  public int prune(Instant before, Set<UUID> keep) throws IOException {
    int deleted = 0;
    for (Map.Entry<Long, Path> segment : segments.all().entrySet()) {
      boolean old = Files.getLastModifiedTime(segment.getValue()).toInstant().isBefore(before);
      if (old && segments.isSettled(segment.getKey()) && !holdsAny(segment, keep)) {
        segments.delete(segment.getKey());
        deleted++;
      }
    }
    return deleted;
  }

  private static boolean holdsAny(Map.Entry<Long, Path> segment, Set<UUID> ids) throws IOException {
    return !ids.isEmpty()
        && SegmentScan.headers(segment.getValue(), segment.getKey()).entries().stream()
            .anyMatch(filed -> ids.contains(filed.entry().id()));
  }

  /** Makes what waits durable and closes the files. */
  @Override
  public void close() {
    try {
      commits.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the journal in " + segments.folder() + " failed", e);
    }
  }
}
