package dev.tokenly.agent.worker.keep;

/**
 * What became of a file's lines, for the accounting identity: every complete line passed is one that gave records, one
 * that holds no usage, or one counted as bad; {@code records} is how many records were shipped.
 */
public record LineCounts(long lines, long records, long bad) {
  public static final LineCounts NONE = new LineCounts(0, 0, 0);

  public LineCounts plus(LineCounts more) {
    return new LineCounts(lines + more.lines, records + more.records, bad + more.bad);
  }

  public LineCounts minus(LineCounts less) {
    return new LineCounts(lines - less.lines, records - less.records, bad - less.bad);
  }
}
