package dev.tokenly.store.usage;

/** A place in a list of records, opaque to callers and safe in a URL; only the store that made it understands it. */
public record RecordCursor(String token) {}
