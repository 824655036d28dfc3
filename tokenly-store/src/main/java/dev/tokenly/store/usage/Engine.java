package dev.tokenly.store.usage;

/** What keeps the ledger: the engine's own version, and the number of the schema its file has. */
public record Engine(String version, int schema) {}
