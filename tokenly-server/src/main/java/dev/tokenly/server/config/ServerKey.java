package dev.tokenly.server.config;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.server.http.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one table of what can be configured while the server runs: name, type, default, range, meaning. */
public enum ServerKey {
  AUTO_APPROVE_CLIENTS("server.auto_approve_clients", new Shape.Flag(false), "new clients need no admin"),
  MAX_CLIENTS("server.max_clients", new Shape.Whole(1000, 1, 1_000_000), "clients that may be registered"),
  MAX_PENDING_CLIENTS("server.max_pending_clients", new Shape.Whole(500, 1, 100_000),
      "clients that may wait for approval"),
  REGISTRATIONS_PER_HOUR(
      "server.registrations_per_hour", new Shape.Whole(100, 1, 100_000),
      "new clients an hour from one network (/24 or /64)"),
  REQUIRE_CLIENT_KEYS("server.require_client_keys", new Shape.Flag(false), "clients without a key are refused"),
  PENDING_RETRY_SECONDS("server.pending_retry_seconds", new Shape.Whole(30, 1, 3600),
      "how soon a pending client asks again"),
  RATE_LIMIT_PER_HOUR("ingestion.rate_limit_per_hour", new Shape.Whole(100, 0, 1_000_000),
      "files an hour and client; 0 is no limit"),
  MAX_FILE_SIZE_MB("ingestion.max_file_size_mb", new Shape.Whole(50, 1, 1024), "largest upload"),
  MAX_TOKENS_PER_FIELD(
      "ingestion.max_tokens_per_field", new Shape.Whole(10_000_000, 1, Long.MAX_VALUE),
      "largest token count of one record"),
  RAW_RETENTION_DAYS("ingestion.raw_retention_days", new Shape.Whole(7, 0, 3660),
      "how long processed uploads are kept"),
  AUDIT_RETENTION_DAYS("audit.retention_days", new Shape.Whole(90, 1, 3660), "how long audit entries are kept"),
  USAGE_RETENTION_DAYS("retention.default_days", new Shape.Whole(90, 1, 36_600), "how long records are kept"),
  AGGREGATE_RETENTION_DAYS("retention.aggregate_days", new Shape.Whole(730, 1, 36_600),
      "how long hourly sums are kept"),
  SESSION_CHAR_LIMIT("sessions.char_limit", new Shape.Whole(200_000, 1, 1_000_000_000),
      "characters of history up to which a session is healthy"),
  SESSION_CHAR_LIMITS("sessions.char_limits", new Shape.Numbers(1, 1_000_000_000),
      "the same for single applications: {\"openclaw\": 400000}"),
  PRICING_MODE(
      "pricing.mode", new Shape.Choice("auto", List.of("auto", "reported", "priced")),
      "which cost counts: reported, priced, or the better known"),
  WEBHOOK_SECRET("notifications.webhook_secret", new Shape.Secret(), "signs the webhooks of budget alerts"),
  DEFAULT_CLIENT_CONFIG("default_client_config", new Shape.ClientJson(),
      "what every agent is told, over the built-in defaults");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // every shape is a record of immutable values
  private final Shape shape;

  private final String meaning;

  ServerKey(String key, Shape shape, String meaning) {
    this.key = key;
    this.shape = shape;
    this.meaning = meaning;
  }

  /** What values a key takes, with the default. */
  public sealed interface Shape {
    /** True or false. */
    record Flag(boolean absent) implements Shape {}

    /** A whole number within a range. */
    record Whole(long absent, long min, long max) implements Shape {}

    /** A whole number within a range for each of some names. */
    record Numbers(long min, long max) implements Shape {
      private boolean takes(@Nullable Object value) {
        return value instanceof Long number && number >= min && number <= max;
      }
    }

    /** One of several words. */
    record Choice(String absent, List<String> allowed) implements Shape {}

    /** A text kept encrypted and never shown again. */
    record Secret() implements Shape {}

    /** A partial client config. */
    record ClientJson() implements Shape {}
  }

  public String key() {
    return key;
  }

  public String meaning() {
    return meaning;
  }

  /** The type's wire name: {@code string int bool json secret}. */
  public String type() {
    return switch (shape) {
      case Shape.Flag _ -> "bool";
      case Shape.Whole _ -> "int";
      case Shape.Choice _ -> "string";
      case Shape.Secret _ -> "secret";
      case Shape.Numbers _,Shape.ClientJson _ -> "json";
    };
  }

  public boolean isSecret() {
    return shape instanceof Shape.Secret;
  }

  /** The value when nobody sets one. */
  public Object absent() {
    return switch (shape) {
      case Shape.Flag flag -> flag.absent();
      case Shape.Whole whole -> whole.absent();
      case Shape.Choice choice -> choice.absent();
      case Shape.Secret _ -> "";
      case Shape.Numbers _,Shape.ClientJson _ -> Map.of();
    };
  }

  /** The same value when it is of the type and within the range; throws the refusal that says what is needed. */
  public Object checked(Object value) {
    return switch (shape) {
      case Shape.Flag _ -> value instanceof Boolean ? value : refuse("true or false is needed");
      case Shape.Whole whole ->
          value instanceof Long number && number >= whole.min() && number <= whole.max()
              ? value
              : refuse("a whole number from " + whole.min() + " to " + whole.max() + " is needed");
      case Shape.Choice choice ->
          value instanceof String text && choice.allowed().contains(text)
              ? value
              : refuse("one of " + String.join(", ", choice.allowed()) + " is needed");
      case Shape.Secret _ ->
          value instanceof String text && !text.isEmpty() && text.length() <= 4096
              ? value
              : refuse("a text of 1 to 4096 characters is needed");
      case Shape.Numbers numbers ->
          value instanceof Map<?, ?> named && named.values().stream().allMatch(numbers::takes)
              ? ConfigJson.copy(named)
              : refuse("names with whole numbers from " + numbers.min() + " to " + numbers.max() + " are needed");
      case Shape.ClientJson _ -> clientConfig(value);
    };
  }

  private Object clientConfig(Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      return refuse("an object is needed");
    }
    Map<String, Object> partial = ConfigJson.copy(object);
    ClientConfig.validate(partial);
    return partial;
  }

  private Object refuse(String why) {
    throw Refusal.invalid("value", why);
  }

  public static Optional<ServerKey> of(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
  }
}
