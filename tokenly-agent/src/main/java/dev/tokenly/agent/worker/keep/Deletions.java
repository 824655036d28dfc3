package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of every log that cleanup took away, a JSON line each, on disk before the log goes: what cannot be recorded is
 * not removed.
 */
public final class Deletions {
  private static final String ROW = "%-20s %12s  %-16s %-12s %s%n";

  /** The record's name in the data folder. */
  public static final String NAME = "tokenly-deletions.jsonl";

  private final Path record;

  /** The record in a data folder. */
  public Deletions(Path data) {
    this.record = data.resolve(NAME);
  }

  /** A log that goes: when, how many bytes, their SHA-256, and where in the trash it lies for a week. */
  record Deletion(Instant time, Path file, long bytes, String sha256, Path trash) {
    String toLine() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("time", time.toString());
      map.put("file", file.toString());
      map.put("bytes", bytes);
      map.put("sha256", sha256);
      map.put("trash", trash.toString());
      return JsonText.write(map) + '\n';
    }
  }

  void note(Deletion deletion) throws IOException {
    try (FileChannel out =
        FileChannel.open(record, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer line = ByteBuffer.wrap(deletion.toLine().getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        out.write(line);
      }
      out.force(true);
    }
  }

  /** Where the logs lie that are still in the trash, by their ids. */
  public Map<String, Path> inTrash() throws IOException {
    Map<String, Path> kept = new LinkedHashMap<>();
    if (Files.exists(record)) {
      try (Stream<String> lines = Files.lines(record)) {
        lines.map(Deletions::trash).filter(Objects::nonNull).forEach(file -> keep(file, kept));
      }
    }
    return kept;
  }

  private static void keep(Path file, Map<String, Path> kept) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (now.isRegularFile() && now.fileKey() != null) {
        kept.put(now.fileKey().toString(), file);
      }
    } catch (IOException _) {
      // its week is over
    }
  }

  private static @Nullable Path trash(String line) {
    try {
      return Path.of(Fields.parse(line.getBytes(StandardCharsets.UTF_8)).text("trash"));
    } catch (IllegalArgumentException _) {
      return null; // a line that was cut
    }
  }

  /** The record as a table, oldest first. */
  public String table() throws IOException {
    if (!Files.exists(record)) {
      return "Nothing was removed from this machine.\n";
    }
    StringBuilder table = new StringBuilder(ROW.formatted("time", "bytes", "sha256", "now", "file"));
    for (String line : Files.readAllLines(record)) {
      table.append(row(line));
    }
    return table.toString();
  }

  private static String row(String line) {
    try {
      Fields fields = Fields.parse(line.getBytes(StandardCharsets.UTF_8));
      Path trash = Path.of(fields.text("trash"));
      String now =
          Files.exists(trash) ? "in the trash" : Files.exists(Path.of(fields.text("file"))) ? "in place" : "gone";
      return ROW.formatted(
          fields.time("time").toString().substring(0, 19), "%,d".formatted(fields.count("bytes")),
          fields.text("sha256").substring(0, 16), now, Display.clean(fields.text("file")));
    } catch (IllegalArgumentException _) {
      return "(a line that was cut)\n";
    }
  }
}
