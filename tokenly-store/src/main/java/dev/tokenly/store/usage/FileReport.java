package dev.tokenly.store.usage;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a file found: valid and invalid lines (blank ones do not count), the first errors as
 * {@code "line 47: …"}, the time it took, and why the whole file failed, if it did.
 */
public record FileReport(long valid, long invalid, List<String> errors, Duration processingTime,
    @Nullable String failureReason) {
  public FileReport {
    errors = List.copyOf(errors);
  }

  /** Valid lines among the non-blank ones, 0 when there are none. */
  public double validityRatio() {
    long lines = valid + invalid;
    return lines == 0 ? 0 : (double) valid / lines;
  }
}
