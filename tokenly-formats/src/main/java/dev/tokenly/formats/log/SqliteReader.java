package dev.tokenly.formats.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * Reads another program's SQLite database without ever writing to it or its folder: through a read-only connection, or from
 * a private copy where opening it would leave files beside it (write-ahead mode with its owner gone). One that its owner
 * has locked is an {@link IOException}: a copy made in the middle of a change would be torn, so it is read later.
 */
final class SqliteReader implements LogReader.Whole {
  private static final int BUSY_MILLIS = 500;

  private final LogFile file;
  private final Queries queries;

  /** What a format asks a database. */
  interface Queries {
    void read(Connection database, RecordSink sink) throws SQLException, IOException;

    /** What the next reading depends on; see {@link LogReader#memory}. */
    default String memory() {
      return "";
    }
  }

  SqliteReader(LogFile file, Queries queries) {
    this.file = file;
    this.queries = queries;
  }

  @Override
  public String memory() {
    return queries.memory();
  }

  @Override
  public void read(RecordSink sink) throws IOException {
    try {
      if (leavesFilesWhenOpened()) {
        readCopy(sink);
      } else {
        readInPlace(sink);
      }
    } catch (SQLException e) {
      throw new IOException("reading the database " + file.name() + " failed: " + e.getMessage(), e);
    }
  }

  private void readInPlace(RecordSink sink) throws SQLException, IOException {
    try (Connection database = open(file.path())) {
      columns(database, "sqlite_master"); // the driver opens its files with the first question
      file.opening().confirm(file.path());
      queries.read(database, sink);
    }
  }

  private static Connection open(Path path) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    return config.createConnection("jdbc:sqlite:" + path.toUri() + "?mode=ro");
  }

  /** In write-ahead mode (2 in byte 18 of the header) a reader creates the {@code -wal} and {@code -shm} it misses. */
  private boolean leavesFilesWhenOpened() throws IOException {
    byte[] header;
    try (InputStream in = file.opening().open(file.path())) {
      header = in.readNBytes(20);
    }
    boolean writeAhead = header.length == 20 && header[18] == 2;
    return writeAhead && !(Files.exists(beside("-wal")) && Files.exists(beside("-shm")));
  }

  private Path beside(String ending) {
    return file.path().resolveSibling(file.name() + ending);
  }

  private void readCopy(RecordSink sink) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("tokenly-sqlite");
    Path copy = folder.resolve("copy.db");
    try {
      copy(file.path(), copy);
      if (Files.exists(beside("-wal"))) {
        copy(beside("-wal"), folder.resolve("copy.db-wal"));
      }
      try (Connection database = new SQLiteConfig().createConnection("jdbc:sqlite:" + copy)) {
        queries.read(database, sink);
      }
    } finally {
      for (String ending : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(folder.resolve("copy.db" + ending));
      }
      Files.deleteIfExists(folder);
    }
  }

  private void copy(Path from, Path to) throws IOException {
    try (InputStream in = file.opening().open(from)) {
      Files.copy(in, to);
    }
  }

  /** The lower-case names of a table's columns; empty when there is no such table. */
  static Set<String> columns(Connection database, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows = database.createStatement().executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        names.add(rows.getString("name").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** A select list of those columns in that order, with {@code NULL} for those this version of the table has not. */
  static String select(Set<String> present, List<String> wanted) {
    List<String> list = new ArrayList<>();
    for (String column : wanted) {
      list.add(present.contains(column) ? column : "NULL AS " + column);
    }
    return String.join(", ", list);
  }
}
