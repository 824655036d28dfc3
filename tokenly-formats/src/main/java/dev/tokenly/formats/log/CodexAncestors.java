package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counts in the files a forked session or sub-agent was copied from: what it repeats of them is counted there. Where no
 * such file is left, there are none.
 */
final class CodexAncestors {

  /** One running count, which a copy repeats whole, whatever time it is stamped with. */
  record Row(CodexTokens total, CodexTokens last) {}

  private CodexAncestors() {}

  /** Every count in the rollouts of these threads, looked for in the same Codex home as {@code log}. */
  static Set<Row> rows(LogFile log, Set<String> threadIds) {
    Set<Row> rows = new HashSet<>();
    Path file = log.path();
    Path home = home(file);
    for (String threadId : threadIds) {
      for (Path ancestor : home == null ? siblings(file, threadId) : files(home, threadId)) {
        if (!ancestor.equals(file)) {
          collect(log.at(ancestor), rows);
        }
      }
    }
    return rows;
  }

  /** Whether the rollout of a thread lies in one of the machine's Codex homes. */
  static boolean hasRollout(Machine machine, String threadId) {
    List<Path> homes = machine.named("CODEX_HOME");
    return (homes.isEmpty() ? List.of(machine.inHome(".codex")) : homes).stream()
        .anyMatch(home -> !files(home, threadId).isEmpty());
  }

  /** The Codex home a rollout lies in, or null. */
  static @Nullable Path home(Path file) {
    for (Path at = file.toAbsolutePath().getParent(); at != null; at = at.getParent()) {
      if (at.endsWith("sessions") || at.endsWith("archived_sessions")) {
        return at.getParent();
      }
    }
    return null;
  }

  private static List<Path> siblings(Path file, String threadId) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? List.of() : named(folder, 1, threadId);
  }

  /** Rollout names end in the thread's id, and a version 7 UUID tells its day, so that few folders are searched. */
  private static List<Path> files(Path home, String threadId) {
    List<Path> found = new ArrayList<>();
    Instant created = timeOf(threadId);
    for (int day = -1; created != null && day <= 1; day++) {
      String[] date = created.plusSeconds(day * 86_400L).toString().substring(0, 10).split("-", -1);
      found.addAll(named(home.resolve("sessions").resolve(Path.of(date[0], date[1], date[2])), 1, threadId));
    }
    found.addAll(named(home.resolve("archived_sessions"), 1, threadId));
    return found.isEmpty() ? named(home.resolve("sessions"), 4, threadId) : found;
  }

  private static @Nullable Instant timeOf(String threadId) {
    String hex = threadId.replace("-", "");
    if (hex.length() != 32 || hex.charAt(12) != '7') {
      return null;
    }
    try {
      return Instant.ofEpochMilli(Long.parseLong(hex.substring(0, 12), 16));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static List<Path> named(Path folder, int depth, String threadId) {
    if (threadId.isBlank() || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths =
        Files.find(folder, depth, (path, attributes) -> attributes.isRegularFile() && isNamed(path, threadId))) {
      return paths.toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean isNamed(Path path, String threadId) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith("rollout-")
        && (name.endsWith(threadId + ".jsonl") || name.endsWith(threadId + ".jsonl.zst"));
  }

  private static void collect(LogFile ancestor, Set<Row> rows) {
    try (InputStream in = ancestor.open()) {
      new LineSplitter().split(in, true, new Rows(rows));
    } catch (IOException _) {
      // An ancestor that cannot be read is as good as gone: its rows are then counted from the copy.
    }
  }

  private static final class Rows implements LineSplitter.Lines {
    private final JsonScanner json = new JsonScanner();
    private final CodexLine line = new CodexLine();
    private final Set<Row> rows;

    Rows(Set<Row> rows) {
      this.rows = rows;
    }

    @Override
    public void line(byte[] bytes, int from, int to) {
      try {
        if (line.read(json.over(bytes, from, to)) && line.isTokenCount()) {
          rows.add(new Row(line.total, line.last));
        }
      } catch (IOException _) {
        // A broken line of an ancestor is reported where the ancestor itself is read.
      }
    }

    /** Counts are short; a long line is none. */
    @Override
    public void longLine(InputStream in) {}

    @Override
    public void endOfLongLine() {}
  }
}
