package dev.tokenly.server.records;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads which usage a request is about: {@code start_time} and {@code end_time} (the last 30 days unless said), {@code
 * tz}, and a comma list a dimension. Refuses nonsense with 400, naming the parameter.
 */
public final class Scope {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
  private static final Map<String, Dimension> FILTERS =
      Map.of(
          "client_ids", Dimension.CLIENT_ID,
          "services", Dimension.SERVICE,
          "models", Dimension.MODEL,
          "applications", Dimension.APPLICATION,
          "environments", Dimension.ENVIRONMENT,
          "users", Dimension.USER_ID,
          "sessions", Dimension.SESSION_ID,
          "projects", Dimension.PROJECT,
          "source_formats", Dimension.SOURCE_FORMAT);

  private Scope() {}

  /** The question's range, zone and filter. */
  public static UsageQuestion question(Parameters query, Instant now) {
    return question(query, now, "start_time", "end_time");
  }

  /** The same with other names for the range's ends. */
  public static UsageQuestion question(Parameters query, Instant now, String startName, String endName) {
    // Up to the millisecond that is running: a call stored just now is part of an answer asked just now.
    Instant end = query.time(endName, now).orElseGet(() -> now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    Instant start = query.time(startName, now).orElseGet(() -> end.minus(DEFAULT_RANGE));
    return new UsageQuestion(range(start, end, startName), query.zone(), filter(query));
  }

  /** The range between the oldest and the newest, both included, unless the request names another. */
  public static UsageQuestion whole(Parameters query, Instant oldest, Instant newest) {
    Instant end = query.time("end_time", newest).orElseGet(() -> newest.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    Instant longest = end.minus(TimeRange.MAX);
    Instant from = oldest.isBefore(longest) ? longest : oldest;
    Instant start = query.time("start_time", newest).orElse(from.isBefore(end) ? from : end.minusMillis(1));
    return new UsageQuestion(range(start, end, "start_time"), query.zone(), filter(query));
  }

  private static TimeRange range(Instant start, Instant end, String name) {
    try {
      return new TimeRange(start, end);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Refusal.invalid(name, String.valueOf(e.getMessage()));
    }
  }

  /** The filter alone. */
  public static UsageFilter filter(Parameters query) {
    Map<Dimension, List<String>> allowed = new EnumMap<>(Dimension.class);
    FILTERS.forEach((name, dimension) -> allowed.put(dimension, query.list(name)));
    return new UsageFilter(allowed);
  }

  /** The value a parameter names, by a {@code named} method that refuses what there is not. */
  public static <T> T named(Parameters query, String parameter, String absent, Function<String, T> named) {
    return resolve(parameter, query.text(parameter).orElse(absent), named);
  }

  /** The values of a comma list, or the default ones. */
  public static <T> List<T> namedList(Parameters query, String parameter, String absent, Function<String, T> named) {
    List<String> names = query.list(parameter);
    List<String> wanted = names.isEmpty() ? Arrays.asList(absent.split(",", -1)) : names;
    return wanted.stream().filter(name -> !name.isEmpty()).map(name -> resolve(parameter, name, named)).toList();
  }

  private static <T> T resolve(String parameter, String name, Function<String, T> named) {
    try {
      return named.apply(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(parameter, String.valueOf(e.getMessage()));
    }
  }
}
