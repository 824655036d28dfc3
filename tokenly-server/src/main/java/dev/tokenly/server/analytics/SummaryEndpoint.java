package dev.tokenly.server.analytics;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.Overview;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/analytics/summary}: the whole picture of a range, against the equally long range before. */
final class SummaryEndpoint implements Endpoint {
  private final Sources sources;
  private final Anomalies anomalies;

  SummaryEndpoint(Sources sources) {
    this.sources = sources;
    this.anomalies = new Anomalies(new Causes(sources));
  }

  /** The range asked about. */
  record Period(Instant startTime, Instant endTime) {}

  /** One day, in the question's zone. */
  record Day(LocalDate date, @Nullable BigDecimal cost, long tokens, long requests) {}

  /** The answer, as its names say. */
  record Summary(
      Period period,
      @Nullable BigDecimal totalCost,
      long totalTokens,
      long totalRequests,
      Map<String, Map<String, Object>> serviceBreakdown,
      Map<String, Map<String, Object>> modelBreakdown,
      Map<String, Map<String, Object>> clientBreakdown,
      List<Day> dailyTrend,
      @Nullable BigDecimal costGrowthRate,
      @Nullable BigDecimal tokenGrowthRate,
      long unpricedRequests,
      BigDecimal pricedTokenShare,
      List<Anomalies.Anomaly> anomalies) {}

  @Override
  public Response answer(Request request) {
    UsageQuestion question = Scope.question(request.query(), sources.now());
    return Response.json(summary(question));
  }

  private Summary summary(UsageQuestion question) {
    Overview overview = sources.usage().overview(question, Anomalies.since(question));
    Overview.Sum before = overview.before();
    Overview.Sum total = overview.total();
    return new Summary(
        new Period(question.range().start(), question.range().end()),
        cost(total),
        total.tokens(),
        total.requests(),
        breakdown("service", overview.by(Dimension.SERVICE), total.cost(), Map.of()),
        breakdown("model", overview.by(Dimension.MODEL), total.cost(), Map.of()),
        breakdown("client_id", overview.by(Dimension.CLIENT_ID), total.cost(), sources.hostnames()),
        days(overview.days(), question.zone()),
        Amounts.growth(total.cost().amount(), before.cost().amount()),
        Amounts.growth(BigDecimal.valueOf(total.tokens()), BigDecimal.valueOf(before.tokens())),
        total.unpriced().requests(),
        total.unpriced().pricedShare(),
        anomalies.of(question, overview.history()));
  }

  private static @Nullable BigDecimal cost(Overview.Sum sum) {
    return Amounts.cost(sum.cost().amount(), sum.requests(), sum.unpriced());
  }

  private static List<Day> days(List<TrendPoint> points, ZoneId zone) {
    return points.stream()
        .map(
            point -> new Day(
                point.timestamp().atZone(zone).toLocalDate(),
                Amounts.cost(point.value(), point.count(), point.unpriced()), point.tokens(), point.count()))
        .toList();
  }

  private static Map<String, Map<String, Object>> breakdown(
      String dimension, List<Overview.Part> named, Usd total, Map<String, String> hostnames) {
    Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
    for (Overview.Part one : named) {
      String name = one.name();
      Overview.Sum sum = one.sum();
      Map<String, Object> part = new LinkedHashMap<>();
      part.put(dimension, name);
      if (hostnames.containsKey(name)) {
        part.put("hostname", hostnames.get(name));
      }
      part.put("cost", cost(sum));
      part.put("tokens", sum.tokens());
      part.put("requests", sum.requests());
      part.put("percentage", Amounts.percent(sum.cost().amount(), total.amount()));
      parts.put(name, part);
    }
    return parts;
  }
}
