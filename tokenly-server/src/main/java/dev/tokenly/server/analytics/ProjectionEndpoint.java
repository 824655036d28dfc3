package dev.tokenly.server.analytics;

import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/analytics/projection}: what the next day, week or month may cost, and how far to believe it. */
final class ProjectionEndpoint implements Endpoint {
  private static final String BASIS =
      "the method's estimate of the last quarter of the base period from the days before it, against what was used: "
          + "1 is exact, 0 is worthless";

  private final Sources sources;

  ProjectionEndpoint(Sources sources) {
    this.sources = sources;
  }

  /** A day, measured or estimated. */
  record Day(LocalDate date, BigDecimal cost, BigDecimal tokens, BigDecimal requests) {}

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    UsageQuestion question = Scope.question(query, sources.now(), "base_start_time", "base_end_time");
    Forecast asked = Scope.named(query, "method", "linear", Forecast::named);
    String period = Scope.named(query, "project_period", "monthly", ProjectionEndpoint::period);
    Days base = Days.of(sources.usage(), question);
    requireEnough(asked, base);
    Forecast method = season(asked, query, base);
    requireEnough(method, base);
    LocalDate first = base.end();
    int count = (int) ChronoUnit.DAYS.between(first, end(first, period));
    double[] cost = method.next(base.cost(), base.first(), count);
    double[] tokens = method.next(base.tokens(), base.first(), count);
    double[] requests = method.next(base.requests(), base.first(), count);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("method", method.wireName());
    answer.put("season", method.seasonName());
    answer.put("project_period", period);
    answer.put("base_period", Map.of("start_time", base.first(), "end_time", first, "days", base.count()));
    answer.put("projected_period", Map.of("start_time", first, "end_time", first.plusDays(count), "days", count));
    answer.put("projected_cost", decimal(Arrays.stream(cost).sum(), 6));
    answer.put("projected_tokens", decimal(Arrays.stream(tokens).sum(), 0));
    answer.put("projected_requests", decimal(Arrays.stream(requests).sum(), 0));
    answer.put("confidence", decimal(method.confidence(base.cost(), base.first()), 2));
    answer.put("confidence_basis", BASIS);
    answer.put("historical_trend", trend(base.first(), base.cost(), base.tokens(), base.requests()));
    answer.put("projected_trend", trend(first, cost, tokens, requests));
    return Response.json(answer);
  }

  private static void requireEnough(Forecast method, Days base) {
    if (base.count() < method.fewestDays()) {
      throw Refusal.of(
          400,
          "insufficient_data",
          method.wireName() + " needs " + method.fewestDays() + " whole days of usage, there are " + base.count())
          .withDetails(Map.of("days_needed", method.fewestDays(), "days", base.count()));
    }
  }

  private static Forecast season(Forecast asked, Parameters query, Days base) {
    try {
      return asked.with(query.text("season").orElse(null), base.cost(), base.first());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("season", String.valueOf(e.getMessage()));
    }
  }

  private static String period(String name) {
    return switch (name) {
      case "daily", "weekly", "monthly" -> name;
      default -> throw new IllegalArgumentException("no such period; one of daily, weekly, monthly");
    };
  }

  private static LocalDate end(LocalDate first, String period) {
    return switch (period) {
      case "daily" -> first.plusDays(1);
      case "weekly" -> first.plusWeeks(1);
      default -> first.plusMonths(1);
    };
  }

  private static List<Day> trend(LocalDate first, double[] cost, double[] tokens, double[] requests) {
    List<Day> days = new ArrayList<>();
    for (int i = 0; i < cost.length; i++) {
      days.add(new Day(first.plusDays(i), decimal(cost[i], 6), decimal(tokens[i], 0), decimal(requests[i], 0)));
    }
    return days;
  }

  private static BigDecimal decimal(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
