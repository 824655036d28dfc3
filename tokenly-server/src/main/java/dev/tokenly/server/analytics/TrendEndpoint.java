package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.TrendSeries;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/analytics/trend}: a value a bucket, and a series a group when asked for. */
final class TrendEndpoint implements Endpoint {
  private static final int SERIES = 20;
  private static final int MOST_SERIES = 200;
  private static final String OTHER = "(other)";

  private final Sources sources;

  TrendEndpoint(Sources sources) {
    this.sources = sources;
  }

  /** A bucket: when it begins (with the zone's offset), the metric's value, how many calls. */
  record Point(String timestamp, @Nullable BigDecimal value, long count) {}

  /** A group's development. */
  record Series(
      String name, @Nullable String clientId, @Nullable BigDecimal totalValue, long unpricedRequests,
      List<Point> dataPoints) {}

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    UsageQuestion question = Scope.question(query, sources.now());
    Interval interval = Scope.named(query, "interval", "day", Interval::named);
    Metric metric = Scope.named(query, "metric", "cost", Metric::named);
    Dimension groupBy = query.text("group_by").map(name -> dimension(name)).orElse(null);
    int most = query.number("limit", SERIES, 1, MOST_SERIES);
    List<TrendSeries> series = sources.usage().trend(new TrendQuery(question, interval, metric, groupBy));
    List<TrendPoint> sum = sum(series);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    BigDecimal total = sum.stream().map(TrendPoint::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    Unpriced unpriced = series.stream().map(TrendSeries::unpriced).reduce(Unpriced.NONE, Unpriced::plus);
    BigDecimal shown = Amounts.shown(metric, total, calls(sum), unpriced);
    answer.put("data_points", points(sum, metric, question.zone()));
    answer.put("total_value", shown);
    answer.put("average_value", shown == null ? null : Amounts.money(Amounts.average(total, sum.size())));
    answer.put("metric", metric.wireName());
    answer.put("interval", interval.wireName());
    if (groupBy != null) {
      answer.put("group_by", groupBy.wireName());
      answer.put("series", named(largest(series, most), metric, groupBy, question.zone()));
    }
    answer.put("unpriced_requests", unpriced.requests());
    answer.put("priced_token_share", unpriced.pricedShare());
    return Response.json(answer);
  }

  private static Dimension dimension(String name) {
    try {
      return Dimension.named(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("group_by", String.valueOf(e.getMessage()));
    }
  }

  private static long calls(List<TrendPoint> points) {
    return points.stream().mapToLong(TrendPoint::count).sum();
  }

  /** All series together, bucket by bucket. */
  private static List<TrendPoint> sum(List<TrendSeries> series) {
    if (series.isEmpty()) {
      return List.of();
    }
    List<TrendPoint> sum = new ArrayList<>(series.getFirst().points());
    for (TrendSeries more : series.subList(1, series.size())) {
      for (int i = 0; i < sum.size(); i++) {
        TrendPoint a = sum.get(i);
        TrendPoint b = more.points().get(i);
        sum.set(i,
            new TrendPoint(
                a.timestamp(), a.value().add(b.value()), a.count() + b.count(), a.unpriced().plus(b.unpriced())));
      }
    }
    return sum;
  }

  /** The largest groups, and all others as one. */
  private static List<TrendSeries> largest(List<TrendSeries> series, int most) {
    List<TrendSeries> sorted =
        series.stream().sorted(Comparator.comparing(TrendSeries::total).reversed()).toList();
    if (sorted.size() <= most) {
      return sorted;
    }
    List<TrendSeries> shown = new ArrayList<>(sorted.subList(0, most));
    List<TrendSeries> others = sorted.subList(most, sorted.size());
    BigDecimal total = others.stream().map(TrendSeries::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    Unpriced unpriced = others.stream().map(TrendSeries::unpriced).reduce(Unpriced.NONE, Unpriced::plus);
    shown.add(new TrendSeries(OTHER, sum(others), total, unpriced));
    return shown;
  }

  private List<Series> named(List<TrendSeries> series, Metric metric, Dimension groupBy, ZoneId zone) {
    boolean clients = groupBy == Dimension.CLIENT_ID;
    Map<String, String> hostnames = clients ? sources.hostnames() : Map.of();
    return series.stream()
        .map(
            one -> new Series(
                hostnames.getOrDefault(one.name(), one.name()),
                clients ? one.name() : null,
                Amounts.shown(metric, one.total(), calls(one.points()), one.unpriced()),
                one.unpriced().requests(),
                points(one.points(), metric, zone)))
        .toList();
  }

  private static List<Point> points(List<TrendPoint> points, Metric metric, ZoneId zone) {
    return points.stream()
        .map(
            point -> new Point(
                Times.local(point.timestamp(), zone),
                Amounts.shown(metric, point.value(), point.count(), point.unpriced()), point.count()))
        .toList();
  }
}
