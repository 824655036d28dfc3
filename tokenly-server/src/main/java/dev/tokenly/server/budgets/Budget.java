package dev.tokenly.server.budgets;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An amount of US dollars for a period and a scope. {@code scope} names values a dimension (with {@code *} as a
 * wildcard); {@code alerts} says at which per cents it is told and where: {@code webhook:URL}, {@code exec:NAME}
 * (a program in the server's notifiers folder) or {@code log}.
 */
record Budget(
    String name, BigDecimal amount, String period, String tz, Map<String, List<String>> scope, Alerts alerts,
    Dates dates) {
  static final Kind<Budget> KIND = new Kind<>(DocumentKind.BUDGETS, Budget.class);

  Budget {
    scope = Map.copyOf(scope);
  }

  /** At which per cents of the amount somebody is told, and where. */
  record Alerts(List<Integer> warn, List<String> notifiers) {
    Alerts {
      warn = warn.stream().sorted().distinct().toList();
      notifiers = List.copyOf(notifiers);
    }
  }

  /** When the budget was made and last changed. */
  record Dates(Instant createdAt, Instant updatedAt) {}

  List<Integer> warn() {
    return alerts.warn();
  }

  List<String> notifiers() {
    return alerts.notifiers();
  }

  Instant createdAt() {
    return dates.createdAt();
  }

  Instant updatedAt() {
    return dates.updatedAt();
  }

  TimeRange range(Instant now) {
    return Period.parse(period).around(now, ZoneId.of(tz));
  }

  /** What was spent in a range. */
  UsageQuestion question(TimeRange range) {
    Map<Dimension, List<String>> allowed = new EnumMap<>(Dimension.class);
    scope.forEach((name, values) -> allowed.put(dimension(name), values));
    return new UsageQuestion(range, ZoneId.of(tz), new UsageFilter(allowed));
  }

  /** The dimension of a scope's name: the API's, or the short one of the command line. */
  static Dimension dimension(String name) {
    return switch (name) {
      case "client" -> Dimension.CLIENT_ID;
      case "user" -> Dimension.USER_ID;
      case "session" -> Dimension.SESSION_ID;
      default -> Dimension.named(name);
    };
  }
}
