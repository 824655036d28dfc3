package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.Ranking;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/analytics/cost-breakdown}: cost by combinations of dimensions. */
final class BreakdownEndpoint implements Endpoint {
  private static final int MOST_ROWS = 10_000;

  private final Sources sources;

  BreakdownEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    UsageQuestion question = Scope.question(query, sources.now());
    List<Dimension> by = Scope.namedList(query, "breakdown_by", "service,model", Dimension::named);
    if (by.stream().distinct().count() != by.size()) {
      throw Refusal.invalid("breakdown_by", "a dimension is named twice");
    }
    int limit = query.number("limit", 1000, 1, MOST_ROWS);
    Ranking ranking = sources.usage().ranking(new GroupQuery(question, by, Metric.COST, limit));
    Totals totals = ranking.total();
    Map<String, String> hostnames = by.contains(Dimension.CLIENT_ID) ? sources.hostnames() : Map.of();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("total_cost", Amounts.cost(totals));
    answer.put("breakdowns", ranking.groups().stream().map(group -> row(by, group, totals, hostnames)).toList());
    answer.put("currency", "USD");
    answer.put("unpriced_requests", totals.unpricedRequests());
    answer.put("priced_token_share", totals.unpriced().pricedShare());
    return Response.json(answer);
  }

  private static Map<String, @Nullable Object> row(
      List<Dimension> by, GroupTotals group, Totals all, Map<String, String> hostnames) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      String value = group.values().get(i);
      dimensions.put(by.get(i).wireName(), value);
      if (by.get(i) == Dimension.CLIENT_ID) {
        dimensions.put("hostname", hostnames.getOrDefault(value, value));
      }
    }
    BigDecimal cost = group.totals().cost().amount();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("dimensions", dimensions);
    row.put("cost", Amounts.cost(group.totals()));
    row.put("percentage", Amounts.percent(cost, all.cost().amount()));
    row.put("token_count", group.totals().totalTokens());
    row.put("request_count", group.totals().requests());
    row.put("unpriced_requests", group.totals().unpricedRequests());
    return row;
  }
}
