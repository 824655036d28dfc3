package dev.tokenly.server.ingest.journal;

/** An entry and where its bytes lie: the segment's number and the body's first byte in that segment's file. */
public record Filed(Entry entry, long segment, long bodyOffset) {}
