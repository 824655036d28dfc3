package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which machine, model and application made a day cost more than an ordinary one. What was found is told again for a
 * minute: a summary is asked for all the time, and finding it reads two days by every combination.
 */
final class Causes {
  private static final List<Dimension> BY = List.of(Dimension.CLIENT_ID, Dimension.MODEL, Dimension.APPLICATION);
  private static final int MOST_GROUPS = 10_000;
  private static final int MOST_KNOWN = 200;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Sources sources;
  private final Map<Days, Found> known = new LinkedHashMap<>();

  Causes(Sources sources) {
    this.sources = sources;
  }

  private record Days(Instant odd, Instant ordinary, ZoneId zone, UsageFilter filter) {}

  private record Found(Map<String, String> cause, Instant at) {}

  /** The cause by the dimensions' wire names; empty when nothing cost anything. Both days are named by their start. */
  Map<String, String> of(Instant odd, Instant ordinary, UsageQuestion question) {
    Days days = new Days(odd, ordinary, question.zone(), question.filter());
    Instant now = sources.now();
    Map<String, String> before = find(days, now);
    if (before != null) {
      return before;
    }
    Map<String, String> cause = ask(days);
    remember(days, new Found(cause, now));
    return cause;
  }

  private synchronized @Nullable Map<String, String> find(Days days, Instant now) {
    Found found = known.get(days);
    return found != null && now.isBefore(found.at.plus(FRESH)) ? found.cause : null;
  }

  private synchronized void remember(Days days, Found found) {
    known.remove(days);
    known.put(days, found);
    if (known.size() > MOST_KNOWN) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private Map<String, String> ask(Days days) {
    Map<List<String>, BigDecimal> usual = new HashMap<>();
    costs(days, days.ordinary).forEach(group -> usual.put(group.values(), group.totals().cost().amount()));
    Map<String, String> cause = new LinkedHashMap<>();
    costs(days, days.odd).stream()
        .max(Comparator.comparing(group -> more(group, usual)))
        .ifPresent(group -> {
          for (int i = 0; i < BY.size(); i++) {
            cause.put(BY.get(i).wireName(), group.values().get(i));
          }
        });
    return cause;
  }

  private static BigDecimal more(GroupTotals group, Map<List<String>, BigDecimal> usual) {
    return group.totals().cost().amount().subtract(usual.getOrDefault(group.values(), BigDecimal.ZERO));
  }

  /** A day's costs by machine, model and application. */
  private List<GroupTotals> costs(Days days, Instant day) {
    ZonedDateTime start = day.atZone(days.zone);
    TimeRange range = new TimeRange(day, Interval.DAY.next(start).toInstant());
    UsageQuestion question = new UsageQuestion(range, days.zone, days.filter);
    return sources.usage().groups(new GroupQuery(question, BY, Metric.COST, MOST_GROUPS));
  }
}
