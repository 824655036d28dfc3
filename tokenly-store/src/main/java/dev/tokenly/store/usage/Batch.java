package dev.tokenly.store.usage;

import dev.tokenly.model.price.Pricer;

/**
 * Files that are stored in one transaction. They are asked for one after the other while it runs, once, so that a large
 * batch need never be in memory as a whole. {@code pricer} prices a record again when sightings of one call were merged
 * into numbers that none of them had alone.
 */
public record Batch(Iterable<FileRecords> files, Pricer pricer) {}
