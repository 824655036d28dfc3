package dev.tokenly.server.config;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A configured value as it is stored: JSON, the sealed text of a secret, or null once it was set back to the default;
 * when it was set, by whom, and why.
 */
record StoredValue(@Nullable Object value, Instant createdAt, Instant updatedAt, String updatedBy,
    @Nullable String notes) {
  static final Kind<StoredValue> KIND = new Kind<>(DocumentKind.CONFIG, StoredValue.class);
}
