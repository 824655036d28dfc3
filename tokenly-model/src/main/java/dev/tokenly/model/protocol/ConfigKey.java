package dev.tokenly.model.protocol;

import dev.tokenly.model.json.BadField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one table of what a server may tell an agent: each key's shape, default and range ({@code specs/05-protocol.md}). */
public enum ConfigKey {
  SCAN_ENABLED(new Shape.Flag(true)),
  SCAN_INTERVAL_MINUTES(new Shape.Whole(60, 1, 10_080)),
  MAX_FILE_AGE_HOURS(new Shape.Whole(24, 1, 87_600)),
  MAX_FILE_SIZE_MB(new Shape.Whole(10, 1, 10_240)),
  FILE_PATTERNS(new Shape.Texts(List.of("*.jsonl", "*token*.log", "*usage*.log"))),
  EXCLUDE_PATTERNS(new Shape.Texts(List.of("*temp*", "*cache*", "*backup*"))),
  DISCOVERY_PATHS(
      new Shape.PerPlatform(
          Map.of(
              "linux", List.of("/var/log", "/opt/*/logs", "/home/*/logs"),
              "windows", List.of("%APPDATA%/logs", "%PROGRAMDATA%/logs"),
              "darwin", List.of("/var/log", "/usr/local/var/log")))),
  LOG_LEVEL(new Shape.Choice("info", List.of("debug", "info", "warn", "error"))),
  HEARTBEAT_INTERVAL_SECONDS(new Shape.Whole(3600, 5, 86_400)),
  WORKER_TIMEOUT_SECONDS(new Shape.Whole(30, 1, 3600)),
  MAX_CONCURRENT_UPLOADS(new Shape.Whole(3, 1, 16)),
  RETRY_FAILED_UPLOADS(new Shape.Flag(true)),
  RETRY_DELAY_SECONDS(new Shape.Whole(300, 1, 86_400)),
  RETRY_MAX_ATTEMPTS(new Shape.Whole(3, 1, 100)),
  UPDATE_ENABLED(new Shape.Flag(true)),
  UPDATE_CHECK_INTERVAL_HOURS(new Shape.Whole(24, 1, 8760)),
  MAX_SCAN_DEPTH(new Shape.Whole(10, 1, 64)),
  MAX_FILES_PER_SCAN(new Shape.Whole(1000, 1, 1_000_000)),
  SCAN_TIMEOUT_SECONDS(new Shape.Whole(300, 1, 86_400)),
  CONCURRENT_FILE_PROCESSING(new Shape.Whole(4, 1, 16)),
  TAIL_INTERVAL_SECONDS(new Shape.Whole(5, 1, 3600)),
  CLEANUP(new Shape.Choice("keep", List.of("keep", "delete", "delete_and_prune"))),
  CLEANUP_AFTER_HOURS(new Shape.Whole(24, 1, 87_600)),
  BACKFILL(new Shape.Flag(true)),
  TOOL_LOGS(new Shape.Texts(List.of("all"))),
  MAX_UPLOAD_KB_PER_SECOND(new Shape.Whole(0, 0, 10_000_000)),
  /** What the server takes from one machine ({@code ingestion.rate_limit_per_hour}); 0 is no limit. */
  MAX_UPLOADS_PER_HOUR(new Shape.Whole(100, 0, 1_000_000)),
  /** The metering proxy the agent runs beside its worker; empty for none. */
  PROXY(new Shape.ProxySettings());

  private static final Pattern NAME = Pattern.compile("[a-z]{1,16}");
  private static final int MAX_TEXTS = 200;
  private static final int MAX_TEXT = 1024;

  @SuppressWarnings("ImmutableEnumChecker") // every shape is a record of immutable values
  private final Shape shape;

  ConfigKey(Shape shape) {
    this.shape = shape;
  }

  /** What values a key takes, with the default. */
  public sealed interface Shape {
    record Flag(boolean absent) implements Shape {}

    record Whole(long absent, long min, long max) implements Shape {}

    record Choice(String absent, List<String> allowed) implements Shape {}

    record Texts(List<String> absent) implements Shape {}

    /** A table as {@code docs/proxy.md} describes it, empty when nobody sets one. */
    record ProxySettings() implements Shape {}

    /** One list of texts a platform: {@code linux}, {@code windows}, {@code darwin}. */
    record PerPlatform(Map<String, List<String>> absent) implements Shape {}
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Shape shape() {
    return shape;
  }

  /** The key of that wire name, or null when there is none. */
  public static @Nullable ConfigKey named(String wireName) {
    for (ConfigKey key : values()) {
      if (key.wireName().equals(wireName)) {
        return key;
      }
    }
    return null;
  }

  /** The value when nobody sets one. */
  public Object absent() {
    return switch (shape) {
      case Shape.Flag flag -> flag.absent();
      case Shape.Whole whole -> whole.absent();
      case Shape.Choice choice -> choice.absent();
      case Shape.Texts texts -> texts.absent();
      case Shape.PerPlatform lists -> lists.absent();
      case Shape.ProxySettings _ -> Map.of();
    };
  }

  /** The value in its canonical Java type; throws {@link BadField} naming the key when its type or range is wrong. */
  public Object checked(Object value) {
    return switch (shape) {
      case Shape.Flag _ -> value instanceof Boolean ? value : refuse("not true or false");
      case Shape.Whole whole -> checkedNumber(whole, value);
      case Shape.Choice choice ->
          value instanceof String text && choice.allowed().contains(text)
              ? text
              : refuse("not one of " + String.join(", ", choice.allowed()));
      case Shape.Texts _ -> checkedTexts(value);
      case Shape.PerPlatform _ -> checkedLists(value);
      case Shape.ProxySettings _ -> ProxySection.checked(value);
    };
  }

  private Object checkedNumber(Shape.Whole whole, Object value) {
    long number = value instanceof Long || value instanceof Integer ? ((Number) value).longValue() : Long.MIN_VALUE;
    return number >= whole.min() && number <= whole.max()
        ? number
        : refuse("not a whole number between " + whole.min() + " and " + whole.max());
  }

  private List<String> checkedTexts(Object value) {
    if (!(value instanceof List<?> list) || list.size() > MAX_TEXTS) {
      throw new BadField(wireName(), "not a list of at most " + MAX_TEXTS + " texts");
    }
    return list.stream().map(this::checkedText).toList();
  }

  private String checkedText(Object value) {
    if (value instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT && text.indexOf('\0') < 0) {
      return text;
    }
    throw new BadField(wireName(), "holds something that is not a text of 1 to " + MAX_TEXT + " characters");
  }

  private Object checkedLists(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return refuse("not an object with one list a platform");
    }
    Map<String, List<String>> lists = new TreeMap<>();
    map.forEach(
        (platform, paths) -> lists.put(checkedPlatform(platform), checkedTexts(String.valueOf(platform), paths)));
    return lists;
  }

  private String checkedPlatform(@Nullable Object platform) {
    if (platform instanceof String name && NAME.matcher(name).matches()) {
      return name;
    }
    throw new BadField(wireName(), "names no platform (linux, windows, darwin)");
  }

  private List<String> checkedTexts(String platform, @Nullable Object paths) {
    if (paths == null) {
      throw new BadField(wireName() + '.' + platform, "not a list");
    }
    return checkedTexts(paths);
  }

  private Object refuse(String why) {
    throw new BadField(wireName(), why);
  }
}
