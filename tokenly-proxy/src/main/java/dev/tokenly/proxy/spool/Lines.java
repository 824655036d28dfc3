package dev.tokenly.proxy.spool;

import dev.tokenly.model.CallDetails;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records as the lines they are stored in. */
final class Lines {
  private Lines() {}

  /** The record's line with its newline. */
  static byte[] of(UsageRecord usage) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(768);
    try (NativeWriter writer = new NativeWriter(line)) {
      writer.write(usage);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a record to memory failed", e);
    }
    return line.toByteArray();
  }

  /** The line, or when it is longer than {@code limit} bytes the line without the metadata. */
  static byte[] atMost(int limit, UsageRecord usage, byte[] line) {
    return line.length <= limit ? line : of(withoutMetadata(usage));
  }

  private static UsageRecord withoutMetadata(UsageRecord usage) {
    CallDetails all = usage.details();
    CallDetails details =
        new CallDetails(
            all.durationMs(), all.ttftMs(), all.stopReason(), all.streaming(), all.status(), all.modifiers(), null);
    return new UsageRecord(
        usage.origin(),
        usage.model(),
        usage.tokens(),
        usage.totalTokens(),
        usage.attribution(),
        details,
        usage.reportedCost());
  }
}
