package dev.tokenly.server.events;

import dev.tokenly.model.access.Permission;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened: its number, which only grows, its type, its time and its data for the wire. */
public record Event(long id, Type type, Instant at, Map<String, ? extends @Nullable Object> data) {
  /** The types of the stream; the wire name is in lower case. */
  public enum Type {
    NEW_CLIENT_REGISTRATION,
    CLIENT_STATUS_CHANGE,
    USAGE,
    INGESTION_FAILED,
    SYSTEM_ALERT,
    CONFIG_CHANGE,
    BUDGET_ALERT,
    /** A listener was too slow: tells how many events it missed. */
    MISSED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a listener must be allowed to hear it; null when every login may. */
    public @Nullable Permission needed() {
      return switch (this) {
        case USAGE, INGESTION_FAILED, BUDGET_ALERT -> Permission.USAGE_READ;
        case CONFIG_CHANGE -> Permission.CONFIG_READ;
        case NEW_CLIENT_REGISTRATION, CLIENT_STATUS_CHANGE, SYSTEM_ALERT, MISSED -> null;
      };
    }
  }
}
