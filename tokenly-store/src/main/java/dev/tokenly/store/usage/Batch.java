package dev.tokenly.store.usage;

import dev.tokenly.model.price.Pricer;
import java.util.List;

/**
 * Files that are stored in one transaction. {@code pricer} prices a record again when sightings of one call were merged
 * into numbers that none of them had alone.
 */
public record Batch(List<FileRecords> files, Pricer pricer) {}
