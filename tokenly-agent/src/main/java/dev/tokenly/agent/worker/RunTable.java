package dev.tokenly.agent.worker;

import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.model.Display;
import java.util.List;
import java.util.Map;

/** A run's tally as people read it. */
final class RunTable {
  private static final String ROW = "%-16s %8s %12s %12s %8s%n";

  private RunTable() {}

  static String of(Tally tally, Map<String, String> failures, String verb) {
    StringBuilder table = new StringBuilder();
    if (tally.byFormat().isEmpty()) {
      table.append("Nothing new found.\n");
    } else {
      table.append(ROW.formatted("format", "files", "lines", "records", "bad"));
      tally.byFormat().forEach((format, entry) -> table.append(row(format, entry.files(), entry.counts())));
      List<Tally.Entry> all = List.copyOf(tally.byFormat().values());
      LineCounts sum = all.stream().map(Tally.Entry::counts).reduce(LineCounts.NONE, LineCounts::plus);
      table.append(row("total", all.stream().mapToLong(Tally.Entry::files).sum(), sum));
      table.append("%,d %s %s.%n".formatted(sum.records(), sum.records() == 1 ? "record" : "records", verb));
    }
    tally.reasons().forEach((reason, count) -> table.append("bad: %,d × %s%n".formatted(count, Display.clean(reason))));
    tally.missing().forEach(what -> table.append("may be missing: ").append(Display.clean(what)).append('\n'));
    failures.values().stream().distinct()
        .forEach(why -> table.append("unreadable: ").append(Display.clean(why)).append('\n'));
    return table.toString();
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
