package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.NativeLines;
import dev.tokenly.model.UsageRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Passes records on and counts them; lines that are no records are counted by reason, their text is never kept. */
public final class RecordCounter implements RecordSink {
  private static final int MAX_REASONS = 100;

  private final Consumer<UsageRecord> next;
  private final NativeLines.Target nextLines;
  private final Map<String, Long> reasons = new TreeMap<>();
  private long records;
  private long bad;

  public RecordCounter(Consumer<UsageRecord> next, NativeLines.Target nextLines) {
    this.next = next;
    this.nextLines = nextLines;
  }

  @Override
  public void record(UsageRecord usage) {
    records++;
    next.accept(usage);
  }

  /** A record that is passed on as the line it came as. */
  void line(byte[] bytes, int from, int to) {
    records++;
    nextLines.line(bytes, from, to);
  }

  @Override
  public void bad(String reason) {
    bad++;
    if (reasons.size() < MAX_REASONS || reasons.containsKey(reason)) {
      reasons.merge(reason, 1L, Long::sum);
    }
  }

  /** What was counted, for so many lines. */
  public LineCounts counts(long lines) {
    return new LineCounts(lines, records, bad);
  }

  /** How often each reason was given. */
  public Map<String, Long> reasons() {
    return reasons;
  }
}
