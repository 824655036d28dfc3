package dev.tokenly.store.usage;

/** What became of one file's records: stored as new, used to replace an earlier sighting, or known already. */
public record FileCounts(String fileId, long stored, long replaced, long duplicate) {}
