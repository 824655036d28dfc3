package dev.tokenly.formats;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays a case's input out as a tool would have left it: {@code x.db.sql} becomes the SQLite database {@code x.db}, {@code
 * x.jsonl.zst.txt} is compressed to {@code x.jsonl.zst}, everything else is copied.
 */
final class CorpusInput {
  /** What the files are dated, for formats that keep no times of their own. */
  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-20T12:00:00Z"));

  private CorpusInput() {}

  static Path prepare(Path input, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(input)) {
      files = paths.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = input.relativize(file).toString();
      Path copy = target.resolve(name);
      Files.createDirectories(copy.getParent());
      if (name.endsWith(".sql")) {
        database(Files.readString(file), target.resolve(withoutEnding(name)));
      } else if (name.endsWith(".zst.txt")) {
        Files.write(target.resolve(withoutEnding(name)), Zstd.compress(Files.readAllBytes(file)));
      } else {
        Files.copy(file, copy);
      }
    }
    try (Stream<Path> copies = Files.walk(target)) {
      for (Path copy : copies.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(copy, MODIFIED);
      }
    }
    return target;
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static void database(String sql, Path file) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IOException("making " + file + " failed", e);
    }
  }
}
