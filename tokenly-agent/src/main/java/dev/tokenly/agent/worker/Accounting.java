package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import dev.tokenly.model.Display;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The accounting identity of an agent: every complete line passed gave records, held no usage, or was counted as bad; every
 * record was taken by the server or is parked here. What is behind the cursors is not shipped yet.
 */
public final class Accounting {
  private static final String ROW = "%-16s %8s %14s %14s %14s%n";

  private Accounting() {}

  /** The table, from what is on disk. */
  public static String of(AgentFolders folders, AgentLog log) throws IOException {
    Collection<Cursor> cursors = Cursors.peek(folders.data(), log);
    Map<String, Long> files = new TreeMap<>();
    Map<String, LineCounts> counts = new TreeMap<>();
    for (Cursor cursor : cursors) {
      String format = cursor.format().isEmpty() ? "(unreadable)" : cursor.format();
      files.merge(format, cursor.isOfFile() ? 1L : 0L, Long::sum);
      counts.merge(format, cursor.counts(), LineCounts::plus);
    }
    StringBuilder table = new StringBuilder("Accounted for:\n");
    table.append(ROW.formatted("format", "files", "lines", "records", "bad lines"));
    counts.forEach((format, count) -> table.append(row(format, files.getOrDefault(format, 0L), count)));
    LineCounts all = counts.values().stream().reduce(LineCounts.NONE, LineCounts::plus);
    table.append(row("total", files.values().stream().mapToLong(Long::longValue).sum(), all));
    return table.append(parked(new ParkedUploads(folders.parked(), Clock.systemUTC(), log).all(), all)).toString();
  }

  private static String parked(List<ParkedUploads.Task> tasks, LineCounts all) {
    long held = tasks.stream().mapToLong(ParkedUploads.Task::lineCount).sum();
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d records = %,d taken by the server + %,d parked%n".formatted(all.records(), all.records() - held, held));
    for (ParkedUploads.Task task : tasks) {
      String why = task.errors().isEmpty() ? "" : task.errors().getLast();
      text.append(
          "parked: %,d records of %s, tried %d times, last: %s%n"
              .formatted(task.lineCount(), Display.clean(task.origin().path()), task.attempts(), Display.clean(why)));
    }
    return text.toString();
  }

  private static String row(String format, long files, LineCounts counts) {
    return ROW.formatted(
        Display.clean(format),
        "%,d".formatted(files),
        "%,d".formatted(counts.lines()),
        "%,d".formatted(counts.records()),
        "%,d".formatted(counts.bad()));
  }
}
