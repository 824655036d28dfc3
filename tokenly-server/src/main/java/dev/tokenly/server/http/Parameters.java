package dev.tokenly.server.http;

import dev.tokenly.model.query.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Typed reading of a query string; a wrong value throws a {@link Refusal} naming the parameter. Blank means absent. */
public final class Parameters {
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;

  private final Map<String, String[]> values;

  Parameters(Map<String, String[]> values) {
    this.values = values;
  }

  /** The first value of the name. */
  public Optional<String> text(String name) {
    String[] all = values.get(name);
    return all == null || all.length == 0 || all[0].isBlank() ? Optional.empty() : Optional.of(all[0].strip());
  }

  /** The values of a comma list (the parameter may also be repeated); empty when absent. */
  public List<String> list(String name) {
    String[] all = values.getOrDefault(name, new String[0]);
    return Arrays.stream(all)
        .flatMap(one -> Arrays.stream(one.split(",", -1)))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** A whole number within bounds, or the default. */
  public int number(String name, int absent, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Falls through to the refusal, which states the bounds.
    }
    throw Refusal.invalid(name, "a whole number from " + min + " to " + max + " is needed");
  }

  /** {@code limit}: 100 unless said, at most 1000. */
  public int limit() {
    return number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /** {@code offset}: 0 unless said. */
  public int offset() {
    return number("offset", 0, 0, Integer.MAX_VALUE);
  }

  /** The part of a whole list that {@code offset} and {@code limit} ask for. */
  public <T> List<T> page(Collection<T> all) {
    return all.stream().skip(offset()).limit(limit()).toList();
  }

  /** True for {@code true}, {@code 1} and the bare name; false for {@code false}, {@code 0} and absence. */
  public boolean flag(String name) {
    if (!values.containsKey(name)) {
      return false;
    }
    return switch (text(name).orElse("true")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw Refusal.invalid(name, "true or false is needed");
    };
  }

  /** {@code tz}: an IANA zone, UTC unless said. */
  public ZoneId zone() {
    String name = text("tz").orElse("UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw Refusal.invalid("tz", "no such time zone (an IANA name such as Europe/Berlin is needed)");
    }
  }

  /** A point in time: RFC 3339, a date in the request's {@code tz}, {@code 7d}, {@code 24h}, {@code now}. */
  public Optional<Instant> time(String name, Instant now) {
    return text(name)
        .map(
            text -> {
              try {
                return Moment.parse(text, now, zone());
              } catch (IllegalArgumentException e) {
                throw Refusal.invalid(name, String.valueOf(e.getMessage()));
              }
            });
  }
}
