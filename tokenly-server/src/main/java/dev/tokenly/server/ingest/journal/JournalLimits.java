package dev.tokenly.server.ingest.journal;

/**
 * Sizes in bytes: a segment is closed once it is longer than {@code segmentBytes}; uploads are refused while more than
 * {@code backlogBytes} wait to be processed or the disk has less than {@code freeBytes} left.
 */
public record JournalLimits(long segmentBytes, long backlogBytes, long freeBytes) {
  /** 64 MiB segments, 256 MiB of backlog, 64 MiB of disk always left free. */
  public static final JournalLimits DEFAULT = new JournalLimits(64L << 20, 256L << 20, 64L << 20);
}
