package dev.tokenly.server.analytics;

import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.RecordJson;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.Coverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /manage/coverage}: how much of each service's usage the logs, the proxy and OpenTelemetry saw. */
final class CoverageEndpoint implements Endpoint {
  private final Sources sources;

  CoverageEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) {
    UsageQuestion question = Scope.question(request.query(), sources.now());
    List<Map<String, @Nullable Object>> rows =
        sources.usage().coverage(question).stream().map(CoverageEndpoint::row).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("coverage", rows);
    answer.put("total", rows.size());
    return Response.json(answer);
  }

  private static Map<String, @Nullable Object> row(Coverage coverage) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("service", coverage.service());
    row.put("seen_by", RecordJson.observers(coverage.seenBy()));
    row.put("requests", coverage.totals().requests());
    row.put("tokens", coverage.totals().totalTokens());
    row.put("cost", Amounts.cost(coverage.totals()));
    row.put("unpriced_requests", coverage.totals().unpricedRequests());
    row.put("priced_token_share", coverage.totals().unpriced().pricedShare());
    return row;
  }
}
