package dev.tokenly.server.ingest.journal;

/** An entry and where its bytes lie: the segment's number and the body in that segment's file. */
public record Filed(Entry entry, long segment, Body body) {

  /** The body's first byte and length in the file, and what those bytes are. */
  public record Body(long offset, long length, Form form) {
    long end() {
      return offset + length;
    }
  }
}
