package dev.tokenly.agent.worker;

import dev.tokenly.agent.worker.keep.LineCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one run read: files and lines by format, why lines were no records, and what may be missing. */
final class Tally {
  private static final int MOST_NAMED = 100;

  private final Map<String, Entry> byFormat = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();

  /** What was read of one format. */
  record Entry(long files, LineCounts counts) {}

  /** Counts what was read of one file. */
  void file(String format, LineCounts counts) {
    byFormat.merge(
        format, new Entry(1, counts), (one, more) -> new Entry(one.files + 1, one.counts.plus(more.counts)));
  }

  void reasons(Map<String, Long> more) {
    more.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
  }

  /** Something was gone before it could be read; of very many, the first are named. */
  void missing(String what) {
    if (missing.size() < MOST_NAMED) {
      missing.add(what);
    }
  }

  List<String> missing() {
    return missing;
  }

  Map<String, Entry> byFormat() {
    return byFormat;
  }

  Map<String, Long> reasons() {
    return reasons;
  }
}
