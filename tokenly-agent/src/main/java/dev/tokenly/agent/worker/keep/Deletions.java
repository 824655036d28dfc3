package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The record of every log that cleanup took away, a JSON line each, on disk before the log goes: what cannot be recorded is
 * not removed.
 */
public final class Deletions {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final String ROW = "%-20s %12s  %-16s %-12s %s%n";

  /** The record's name in the data folder. */
  public static final String NAME = "tokenly-deletions.jsonl";

  private final Path record;

  /** The record in a data folder. */
  public Deletions(Path data) {
    this.record = data.resolve(NAME);
  }

  /** A log that goes: when, how many bytes, their SHA-256, and where in the trash it lies for a week. */
  public record Deletion(Instant time, Path file, long bytes, String sha256, Path trash) {
    private static Deletion parse(String line) {
      Fields fields = Fields.parse(line.getBytes(StandardCharsets.UTF_8));
      return new Deletion(
          fields.time("time"), Path.of(fields.text("file")), fields.count("bytes"), fields.text("sha256"),
          Path.of(fields.text("trash")));
    }

    private String toLine() {
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
        lines.flatMap(line -> parse(line).stream()).forEach(deletion -> keep(deletion.trash(), kept));
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

  /** A part of the record, and where in it the next one begins. */
  public record Page(List<Deletion> deletions, long end) {}

  /** The next whole lines of the record after a byte of it; from its beginning when it is shorter. */
  public Page after(long from, int most) throws IOException {
    List<Deletion> found = new ArrayList<>();
    long at = Files.exists(record) && from <= Files.size(record) ? from : 0;
    if (!Files.exists(record) || at == Files.size(record)) {
      return new Page(found, at);
    }
    try (InputStream in = Files.newInputStream(record)) {
      in.skipNBytes(at);
      byte[] bytes = in.readNBytes(most * LONGEST_LINE);
      int line = 0;
      for (int next = 0; next < bytes.length && found.size() < most; next++) {
        if (bytes[next] == '\n') {
          parse(new String(bytes, line, next - line, StandardCharsets.UTF_8)).ifPresent(found::add);
          line = next + 1;
        }
      }
      return new Page(found, at + line);
    }
  }

  private static Optional<Deletion> parse(String line) {
    try {
      return Optional.of(Deletion.parse(line));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a line that was cut
    }
  }

  /** The record as a table, oldest first. */
  public String table() throws IOException {
    if (!Files.exists(record)) {
      return "Nothing was removed from this machine.\n";
    }
    StringBuilder table = new StringBuilder(ROW.formatted("time", "bytes", "sha256", "now", "file"));
    for (String line : Files.readAllLines(record)) {
      table.append(parse(line).map(Deletions::row).orElse("(a line that was cut)\n"));
    }
    return table.toString();
  }

  private static String row(Deletion log) {
    String now = Files.exists(log.trash()) ? "in the trash" : Files.exists(log.file()) ? "in place" : "gone";
    return ROW.formatted(
        log.time().toString().substring(0, 19), "%,d".formatted(log.bytes()), log.sha256().substring(0, 16), now,
        Display.clean(log.file().toString()));
  }
}
