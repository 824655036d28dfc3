package dev.tokenly.store.usage;

/** A file that is in the ledger, as processed or failed: what reading it found and what became of its records. */
public record SettledFile(RawFile file, FileReport report, FileCounts counts) {}
