package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes native logs away that the server has, every byte of them, for whoever asked for that: first into a dated trash
 * folder, a week later for good. Anything that is not exactly as it was acknowledged stays.
 */
public final class Cleanup {
  /** How trash folders begin; the date follows. */
  public static final String TRASH = ".tokenly-trash-";

  /** The one format whose logs may go. */
  static final String FORMAT = "native";

  private static final Duration KEPT = Duration.ofDays(7);

  private final Cursors cursors;
  private final Deletions deletions;
  private final Clock clock;
  private final AgentLog log;
  private final Set<Path> refused = new HashSet<>();
  private final DailyShare share = new DailyShare();
  private Set<Path> open = Set.of();

  public Cleanup(Cursors cursors, Deletions deletions, Clock clock, AgentLog log) {
    this.cursors = cursors;
    this.deletions = deletions;
    this.clock = clock;
    this.log = log;
  }

  /** What may go: files last written before a time, and whether folders that this empties go too. */
  public record Order(Instant lastWrittenBefore, boolean prune) {}

  /** Begins a round over these roots: what went today below any of them counts, and what is open now stays. */
  public void begin(Collection<Path> roots) {
    open = OpenFiles.now();
    for (Path root : roots) {
      try {
        share.include(root, trash(root), today());
      } catch (IOException | UnsupportedOperationException e) {
        log.debug("cleanup", "a trash folder cannot be counted", "root", root, "why", e.getMessage());
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Path trash(Path root) {
    return root.resolve(TRASH + today());
  }

  /** Moves one file (and its id) below a root to the trash, when every rule allows it. Answers whether it is gone. */
  public boolean clean(Path root, Path file, String id, Order order) {
    Cursor cursor = acknowledged(root, file, id);
    if (cursor == null || cursors.wereDamaged()) {
      return false;
    }
    try {
      return move(root, file, cursor, order);
    } catch (IOException | UnsupportedOperationException e) {
      if (refused.add(file)) {
        log.warn("cleanup", "a file is not removed", "file", file, "why", e.getMessage());
      }
      return false;
    }
  }

  /** True when a file (and its id) below a root would go now; nothing is changed. */
  public boolean mayGo(Path root, Path file, String id, Order order) {
    Cursor cursor = acknowledged(root, file, id);
    if (cursor == null || cursors.wereDamaged()) {
      return false;
    }
    try (BeneathRoot from = BeneathRoot.open(root, Objects.requireNonNull(file.getParent()))) {
      return ready(from, root, file, cursor, order) != null;
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private @Nullable Cursor acknowledged(Path root, Path file, String id) {
    Cursor cursor = cursors.get(id);
    boolean ours = cursor != null && cursor.path().equals(file.toString()) && cursor.format().equals(FORMAT);
    return ours && file.startsWith(root) && root.getNameCount() > 0 && !root.equals(file) ? cursor : null;
  }

  private boolean move(Path root, Path file, Cursor cursor, Order order) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Path name = Objects.requireNonNull(file.getFileName());
    try (BeneathRoot from = BeneathRoot.open(root, folder)) {
      PosixFileAttributes now = ready(from, root, file, cursor, order);
      if (now == null) {
        return false;
      }
      String hash = from.sha256(name);
      DurableFile.createFolder(trash(root));
      try (BeneathRoot to = BeneathRoot.open(root, trash(root))) {
        Path kept = Path.of(clock.millis() + "-" + share.take(root, now.size()) + "-" + name);
        deletions.note(
            new Deletions.Deletion(clock.instant(), file, now.size(), hash, trash(root).resolve(kept.toString())));
        from.move(name, to, kept);
      }
      log.info("cleanup", "moved a log to the trash; the server has all of it", "file", file, "bytes", now.size(),
          "sha256", hash);
    }
    if (order.prune) {
      prune(root, folder);
    }
    return true;
  }

  /** What a file is like now that every rule allows to go; null when one does not. */
  private @Nullable PosixFileAttributes ready(BeneathRoot from, Path root, Path file, Cursor cursor, Order order)
      throws IOException {
    PosixFileAttributes now = from.look(Objects.requireNonNull(file.getFileName()));
    boolean untouched =
        now.isRegularFile()
            && cursor.id().equals(String.valueOf(now.fileKey()))
            && cursor.offset() == now.size()
            && now.lastModifiedTime().toInstant().isBefore(order.lastWrittenBefore);
    boolean onlyName = Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink"));
    if (!untouched || !onlyName || open.contains(file)) {
      return null;
    }
    from.refuseOtherOwner(now.owner());
    share.include(root, trash(root), today());
    return share.allows(now.size()) ? now : null;
  }

  /** Removes folders that became empty, from the innermost out, never the root. */
  private void prune(Path root, Path emptied) {
    for (Path at = emptied; at != null && at.startsWith(root) && !at.equals(root); at = at.getParent()) {
      try (BeneathRoot parent = BeneathRoot.open(root, Objects.requireNonNull(at.getParent()))) {
        parent.deleteFolder(Objects.requireNonNull(at.getFileName()));
        log.info("cleanup", "removed an empty folder", "folder", at);
      } catch (IOException _) {
        return; // it is not empty: somebody still lives there
      }
    }
  }

  /** Empties the trash folders of a root that are older than a week, but for what the server asked for again. */
  public void emptyTrash(Path root) {
    try (BeneathRoot open = BeneathRoot.open(root, root)) {
      for (Path name : open.names()) {
        if (name.toString().startsWith(TRASH) && isOld(name.toString().substring(TRASH.length()))
            && empty(root, name)) {
          open.deleteFolder(name);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("cleanup", "a trash folder stays", "root", root, "why", e.getMessage());
    }
  }

  private boolean empty(Path root, Path trash) throws IOException {
    boolean isEmpty = true;
    try (BeneathRoot open = BeneathRoot.open(root, root.resolve(trash))) {
      for (Path name : open.names()) {
        PosixFileAttributes now = open.look(name);
        Cursor cursor = cursors.get(String.valueOf(now.fileKey()));
        if (cursor != null && cursor.offset() < now.size()) {
          isEmpty = false;
        } else {
          open.deleteFile(name);
        }
      }
    }
    return isEmpty;
  }

  private boolean isOld(String date) {
    try {
      Instant day = LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
      return day.isBefore(clock.instant().minus(KEPT));
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
