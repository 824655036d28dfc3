package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.Display;
import dev.tokenly.model.protocol.UploadMetadata;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.ingest.journal.Entry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of its upload: who it is, where the lines come from, the bytes' hash if given, and the key under
 * which a repetition is the same upload. {@code segment} is true for a stretch of a followed file.
 */
record Claim(String hostname, Entry.Source source, @Nullable String sha256, @Nullable String key, boolean segment) {

  private static final int MAX_KEY = 255; // Keys are remembered.

  /** The claim of a multipart upload's metadata; its own upload id wins over the header's key. */
  static Claim of(UploadMetadata metadata, @Nullable String headerKey) {
    Long offset = metadata.fileInfo().segment().offset();
    String sha256 = metadata.fileInfo().content().sha256();
    String id = metadata.uploadId();
    if (id != null && id.length() > MAX_KEY) {
      throw Refusal.invalid("upload_id", "longer than " + MAX_KEY + " characters");
    }
    String key = id == null || id.isBlank() ? headerKey : id;
    Entry.Source source =
        new Entry.Source(
            Display.clean(metadata.fileInfo().place().originalPath()),
            offset == null ? 0 : offset,
            metadata.fileInfo().segment().sourceFormat());
    return new Claim(
        metadata.clientHostname(),
        source,
        sha256 == null || sha256.isBlank() ? null : sha256.strip().toLowerCase(Locale.ROOT),
        key,
        offset != null);
  }

  /** The claim of a bare upload, which names its host only. */
  static Claim of(String hostname, String label, @Nullable String key) {
    return new Claim(hostname, new Entry.Source(label, 0, null), null, key, false);
  }
}
