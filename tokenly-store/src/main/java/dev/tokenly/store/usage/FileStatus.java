package dev.tokenly.store.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A raw file with its state and, once it was processed, what came of it. */
public record FileStatus(RawFile file, FileState state, @Nullable Result result) {

  /** The processing result kept with a file ({@code protocol.md} §2). */
  public record Result(FileReport report, FileCounts counts, Instant processedAt) {}
}
