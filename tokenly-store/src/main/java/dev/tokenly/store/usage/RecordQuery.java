package dev.tokenly.store.usage;

import dev.tokenly.model.query.UsageQuestion;
import org.jspecify.annotations.Nullable;

/** A page of records, by time of the call; {@code after} is the cursor of the page before, null for the first. */
public record RecordQuery(UsageQuestion question, boolean newestFirst, int limit, @Nullable RecordCursor after) {
  public RecordQuery {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException("limit must lie between 1 and 10000: " + limit);
    }
  }
}
