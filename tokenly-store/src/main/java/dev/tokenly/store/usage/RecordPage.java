package dev.tokenly.store.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records and where to go on; {@code next} is null when there are no more. */
public record RecordPage(List<StoredRecord> records, @Nullable RecordCursor next) {}
