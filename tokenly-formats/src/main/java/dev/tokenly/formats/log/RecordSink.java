package dev.tokenly.formats.log;

import dev.tokenly.model.UsageRecord;

/**
 * Where a reader puts what it finds. A reader may show the same call several times as it grows; whoever keeps records
 * merges them by identity.
 */
public interface RecordSink {

  /** A usage record. */
  void record(UsageRecord usage);

  /** A line or entry that should have held usage and could not be read; the reason never quotes the log's text. */
  void bad(String reason);

  /** A call one of whose counts is none: told without that bucket it would be told as less than it was. */
  default void badCount() {
    bad("a count of tokens is no number, negative or immense");
  }

  /** The file's last line ends without a newline and in the middle of its JSON: most likely it is still being written. */
  default void unfinished(String reason) {
    bad(reason);
  }
}
