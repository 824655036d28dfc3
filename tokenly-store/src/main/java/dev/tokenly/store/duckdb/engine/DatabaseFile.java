package dev.tokenly.store.duckdb.engine;

import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRecovery;
import dev.tokenly.store.StoreRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code tokenly.duckdb} in a data folder. When its write-ahead log cannot be read (a power cut, a flipped bit) a
 * copy is kept and what is sound of it opened, or else the last checkpoint; the caller replays its journal.
 */
public final class DatabaseFile {
  /** The database's file name in the data folder. */
  public static final String NAME = "tokenly.duckdb";

  /** The only folder below the data folder that the engine may read and write beside its own file. */
  public static final String EXCHANGE = "exchange";

  /** Where there is no file the data itself must fit. */
  private static final int IN_MEMORY_MEGABYTES = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

  private DatabaseFile() {}

  /** An open database and what opening it had to repair. */
  public record Opened(Database database, StoreRecovery recovery) {}

  /** Opens or makes the database of a data folder. */
  public static Opened open(Path folder, StoreOptions options) {
    try {
      prepare(folder);
      return opened(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the data folder " + folder, e);
    }
  }

  /** A database in memory. */
  public static Database inMemory(StoreOptions options) {
    try {
      int memory = Math.max(options.memoryMegabytes(), IN_MEMORY_MEGABYTES);
      return started(connect("jdbc:duckdb:", memory, null), null, memory);
    } catch (SQLException e) {
      throw new StoreRefusedException("cannot open a database in memory: " + Failure.reason(e), e);
    }
  }

  private static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : List.of(EXCHANGE, "spill")) {
      Path inside = folder.resolve(name);
      Files.createDirectories(inside);
      keepPrivate(inside);
      empty(inside);
    }
  }

  private static void keepPrivate(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path,
          PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Opened opened(Path folder, StoreOptions options) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      return new Opened(start(file, folder, options), StoreRecovery.NONE);
    } catch (SQLException e) {
      refuseWhenHeld(file, e);
      Path log = folder.resolve(NAME + ".wal");
      if (!Files.exists(log)) {
        throw refused(file, e);
      }
      return mended(file, log, options, e);
    }
  }

  private static void refuseWhenHeld(Path file, SQLException e) {
    String reason = Failure.reason(e);
    if (reason.contains("lock on file") || reason.contains("being used by another process")) {
      throw new StoreRefusedException("another process has the database " + file + " open: " + reason, e);
    }
  }

  /** The damaged log is kept whole before anything of it is cut: a crash in between finds it as it was, or shorter. */
  private static Opened mended(Path file, Path log, StoreOptions options, SQLException cause) throws IOException {
    Path quarantined = log
        .resolveSibling(log.getFileName() + ".quarantine-" + options.clock().instant().toEpochMilli());
    String unread = "the write-ahead log could not be read (" + Failure.reason(cause) + "); it was kept as "
        + quarantined.getFileName();
    Path folder = file.toAbsolutePath().getParent();
    long whole = Files.size(log);
    OptionalLong sound = SoundPrefix.of(log);
    keep(log, quarantined);
    if (sound.isPresent() && sound.getAsLong() < whole) {
      cut(log, sound.getAsLong());
      try {
        return recovered(start(file, folder, options), quarantined, unread + ", and its " + sound.getAsLong()
            + " sound bytes opened; the " + (whole - sound.getAsLong())
            + " bytes after them were cut, and administration (users, approvals, configuration, audit) done then may be"
            + " missing; usage comes back from the journal");
      } catch (SQLException e) {
        LOG.warn("the sound part of the write-ahead log does not open either: {}", Failure.reason(e));
      }
    }
    Files.deleteIfExists(log);
    try {
      return recovered(start(file, folder, options), quarantined, unread + " and the last checkpoint opened; 0 of its "
          + whole
          + " bytes were kept, and administration (users, approvals, configuration, audit) since that checkpoint"
          + " may be missing; usage comes back from the journal");
    } catch (SQLException e) {
      throw refused(file, e);
    }
  }

  private static Opened recovered(Database database, Path quarantined, String message) {
    LOG.error(message);
    return new Opened(database, new StoreRecovery(true, List.of(quarantined), List.of(message)));
  }

  private static void keep(Path log, Path quarantined) throws IOException {
    Files.copy(log, quarantined);
    keepPrivate(quarantined);
    try (FileChannel copy = FileChannel.open(quarantined, StandardOpenOption.WRITE)) {
      copy.force(true);
    }
    if (quarantined.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel folder = FileChannel.open(quarantined.toAbsolutePath().getParent())) {
        folder.force(true); // the name, too
      }
    }
  }

  private static void cut(Path log, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  private static StoreRefusedException refused(Path file, SQLException e) {
    return new StoreRefusedException("the database " + file + " is damaged (" + Failure.reason(e)
        + "): restore the last backup with `tokenly restore`; the journal fills in what came after", e);
  }

  private static Database start(Path file, @Nullable Path folder, StoreOptions options) throws SQLException {
    int memory = options.memoryMegabytes();
    Database database = started(connect("jdbc:duckdb:" + file, memory, folder), folder, memory);
    try {
      keepPrivate(file);
    } catch (IOException e) {
      LOG.warn("cannot make {} private", file, e);
    }
    return database;
  }

  private static DuckDBConnection connect(String url, int memoryMegabytes, @Nullable Path folder)
      throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", memoryMegabytes + "MB");
    settings.setProperty("wal_autocheckpoint", "64MB");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    if (folder != null) {
      settings.setProperty("temp_directory", folder.resolve("spill").toString());
    }
    DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection(url, settings);
    NativeLibrary.sweep();
    return connection;
  }

  private static Database started(DuckDBConnection connection, @Nullable Path folder, int memoryMegabytes)
      throws SQLException {
    try {
      lockDown(connection, folder);
      if (Migrations.run(connection) && folder != null) {
        Lane.execute(connection, "CHECKPOINT");
      }
      return new Database(connection, folder, memoryMegabytes);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void lockDown(DuckDBConnection connection, @Nullable Path folder) throws SQLException {
    if (folder != null) {
      String exchange = folder.toAbsolutePath().resolve(EXCHANGE).toString().replace("'", "''");
      Lane.execute(connection, "SET allowed_directories = ['" + exchange + "']");
    }
    Lane.execute(connection, "SET enable_external_access = false");
    Lane.execute(connection, "SET TimeZone = 'UTC'");
    Lane.execute(connection, "SET allowed_configs = ['memory_limit', 'preserve_insertion_order']"); // Database's
    Lane.execute(connection, "SET lock_configuration = true");
  }
}
