package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.http.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** How large a request may be, announced or counted. */
record Cap(UploadLimits limits, long announced) {
  private static final long FRAMING = 64 * 1024; // Metadata and part headers come on top of the file.

  long bytes() {
    return limits.maxBytes() + FRAMING;
  }

  /** Refuses what is announced as too large before a byte is read. */
  void check() {
    if (announced > bytes()) {
      throw passed(announced);
    }
  }

  /** The 413 for a request of at least that many bytes. */
  Refusal passed(long atLeast) {
    long actual = (Math.max(atLeast, announced) + (1 << 20) - 1) >> 20;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("max_size_mb", limits.maxMegabytes());
    details.put("actual_size_mb", actual);
    String sentence = "the upload is larger than " + limits.maxMegabytes() + " MB (or inflates more than 100 times)";
    return Refusal.tooLarge("file_too_large", sentence).withDetails(details);
  }
}
