package dev.tokenly.server;

import dev.tokenly.server.audit.AuditDesk;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.settings.DataFolder;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRefusedException;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.StorageUnavailableException;
import dev.tokenly.store.usage.StoreStats;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of a data folder's database while no server runs on it. The backup is copied, opened and
 * proved first; what was there is set aside, not deleted; the next start counts what the journal knows beyond the backup, and
 * asks machines to send again what was acknowledged after it.
 */
public final class Restore implements AutoCloseable {
  private static final String DATABASE = "tokenly.duckdb";
  private static final String LOG = DATABASE + ".wal";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final DataFolder held;
  private final Clock clock;

  private Restore(Path folder, DataFolder held, Clock clock) {
    this.folder = folder;
    this.held = held;
    this.clock = clock;
  }

  /** What a proved backup holds. */
  public record Proof(Path backup, StoreStats stats, long auditEntries) {}

  /** What was done: the proof of what is in place now, where the old files are (null: there were none), the journal. */
  public record Done(Proof proof, @Nullable Path setAside, int journalSegments) {}

  /** Takes hold of the data folder; throws {@link IOException} naming the server that holds it. */
  public static Restore in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return new Restore(folder, DataFolder.hold(folder), Clock.systemUTC());
  }

  /** The file of a backup: a path, or the name of one in the folder's own backups; null names the newest of those. */
  public Path find(@Nullable String name) throws IOException {
    Path backups = folder.resolve("backups");
    if (name != null) {
      Path inside = backups.resolve(name);
      Path file = Files.isRegularFile(inside) ? inside : Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(name + ": there is no such backup, neither here nor in " + backups);
      }
      return file.toAbsolutePath().normalize();
    }
    if (Files.isDirectory(backups)) {
      try (Stream<Path> files = Files.list(backups)) {
        return files.filter(Files::isRegularFile)
            .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
            .orElseThrow(() -> new NoSuchFileException(backups + ": there is no backup in this folder"));
      }
    }
    throw new NoSuchFileException(backups + ": there is no such folder, so there are no backups");
  }

  /** Proves a backup and changes nothing; throws {@link IOException} saying what is wrong with it. */
  public Proof check(Path backup) throws IOException {
    Path trial = trial(backup);
    try {
      return prove(backup, trial);
    } finally {
      delete(trial);
    }
  }

  /** Proves a backup and puts it in place; throws {@link IOException} with nothing changed when it is not sound. */
  public Done apply(Path backup) throws IOException {
    Path trial = trial(backup);
    try {
      Proof proof = prove(backup, trial);
      PutBack.move(trial, folder);
      Path aside = setAside();
      Files.move(
          trial.resolve(DATABASE), folder.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
      return new Done(proof, aside, Journal.reopen(folder.resolve("journal")));
    } finally {
      delete(trial);
    }
  }

  /** A copy to open: opening writes, and the backup itself stays as it is. */
  private Path trial(Path backup) throws IOException {
    Path trial = Files.createDirectory(folder.resolve("restore-" + STAMP.format(clock.instant())));
    try {
      if (Files.getFileStore(trial).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(trial, PosixFilePermissions.fromString("rwx------"));
      }
      Files.copy(backup, trial.resolve(DATABASE));
      return trial;
    } catch (IOException e) {
      delete(trial);
      throw e;
    }
  }

  private Proof prove(Path backup, Path trial) throws IOException {
    List<String> problems = new ArrayList<>();
    Proof proof;
    try (Store store = new DuckDbStoreFactory().open(trial, new StoreOptions(512, clock))) {
      problems.addAll(store.usage().care().verify());
      var chain = store.admin().read(tables -> tables.audit().verify());
      if (!chain.holds()) {
        problems.add("the audit's chain breaks at entry " + chain.brokenAt());
      }
      PutBack.mark(trial, UUID.randomUUID().toString(), store);
      proof = new Proof(backup, store.usage().ask().stats(), chain.checked());
    } catch (StoreRefusedException | StorageUnavailableException e) {
      throw new IOException("the backup " + backup + " cannot be used: " + e.getMessage(), e);
    }
    if (!problems.isEmpty()) {
      throw new IOException("the backup " + backup + " does not add up: " + String.join("; ", problems));
    }
    sync(trial.resolve(DATABASE));
    return proof;
  }

  /** Keeps what is there under another name. The database stays in place as well until the new one takes it at once. */
  private @Nullable Path setAside() throws IOException {
    Path database = folder.resolve(DATABASE);
    Path log = folder.resolve(LOG);
    if (!Files.exists(database) && !Files.exists(log)) {
      return null;
    }
    Path aside = Files.createDirectory(folder.resolve("replaced-" + STAMP.format(clock.instant())));
    if (Files.exists(log)) {
      Files.move(log, aside.resolve(LOG), StandardCopyOption.ATOMIC_MOVE);
    }
    // They are of the chain that is set aside; the one in the backup may end before them.
    if (Files.exists(folder.resolve(AuditDesk.HEADS))) {
      Files.move(folder.resolve(AuditDesk.HEADS), aside.resolve(AuditDesk.HEADS), StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(database)) {
      try {
        Files.createLink(aside.resolve(DATABASE), database);
      } catch (UnsupportedOperationException | IOException _) {
        Files.copy(database, aside.resolve(DATABASE));
      }
    }
    return aside;
  }

  private static void sync(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    if (isFolder && !Files.getFileStore(path).supportsFileAttributeView("posix")) {
      return; // Windows opens no folders.
    }
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void delete(Path trial) throws IOException {
    try (Stream<Path> files = Files.walk(trial)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Lets go of the data folder. */
  @Override
  public void close() throws IOException {
    held.close();
  }
}
