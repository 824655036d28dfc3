package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.Ranking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/analytics/top}: the largest names of one dimension. Clients are named by host. */
final class TopEndpoint implements Endpoint {
  private final Sources sources;

  TopEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    UsageQuestion question = Scope.question(query, sources.now());
    Dimension dimension = Scope.named(query, "group_by", "model", Dimension::named);
    Metric metric = Scope.named(query, "metric", "cost", Metric::named);
    int limit = query.number("limit", 10, 1, 1000);
    Ranking ranking = sources.usage().ranking(new GroupQuery(question, List.of(dimension), metric, limit));
    Totals totals = ranking.total();
    BigDecimal total = Amounts.of(metric, totals);
    Map<String, String> hostnames = dimension == Dimension.CLIENT_ID ? sources.hostnames() : Map.of();
    List<Map<String, @Nullable Object>> rankings = new ArrayList<>();
    for (GroupTotals group : ranking.groups()) {
      String value = group.values().getFirst();
      BigDecimal amount = Amounts.of(metric, group.totals());
      Map<String, @Nullable Object> ranked = new LinkedHashMap<>();
      ranked.put("name", hostnames.getOrDefault(value, value));
      if (dimension == Dimension.CLIENT_ID) {
        ranked.put("client_id", value);
      }
      ranked.put("value", shown(metric, group.totals()));
      ranked.put("percentage", Amounts.percent(amount, total));
      ranked.put("record_count", group.totals().requests());
      ranked.put("unpriced_requests", group.totals().unpricedRequests());
      rankings.add(ranked);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("rankings", rankings);
    answer.put("total_value", shown(metric, totals));
    answer.put("requested_top", limit);
    answer.put("group_by", dimension.wireName());
    answer.put("metric", metric.wireName());
    answer.put("unpriced_requests", totals.unpricedRequests());
    answer.put("priced_token_share", totals.unpriced().pricedShare());
    return Response.json(answer);
  }

  private static @Nullable BigDecimal shown(Metric metric, Totals totals) {
    return Amounts.shown(metric, Amounts.of(metric, totals), totals.requests(), totals.unpriced());
  }
}
