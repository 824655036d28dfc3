package dev.tokenly.server.ingest.journal;

/** How an upload's bytes lie in its entry. */
public sealed interface Form {

  /** As they are: an older version wrote them so. */
  record Plain() implements Form {}

  /** As the frames that {@link Packing} makes. */
  record Frames() implements Form {}

  /** Within the gzipped request as it came; what that unpacks to has {@code before} other bytes in front of the upload's. */
  record Gzip(long before) implements Form {}
}
