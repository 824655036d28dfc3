package dev.tokenly.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/analytics} and the record queries: every question to the ledger. Names are the API's. */
public final class AnalyticsApi {
  private static final String ANALYTICS = "/api/manage/analytics";
  private final ServerApi api;

  AnalyticsApi(ServerApi api) {
    this.api = api;
  }

  public Answer summary(UsageScope scope) {
    return api.get(scope.query().on(ANALYTICS + "/summary"));
  }

  /** One value an interval; with {@code groupBy} a series a group. */
  public Answer trend(UsageScope scope, String interval, String metric, @Nullable String groupBy) {
    Query query = scope.query().with("interval", interval).with("metric", metric).with("group_by", groupBy);
    return api.get(query.on(ANALYTICS + "/trend"));
  }

  public Answer top(UsageScope scope, String groupBy, String metric, int limit) {
    Query query = scope.query().with("group_by", groupBy).with("metric", metric).with("limit", limit);
    return api.get(query.on(ANALYTICS + "/top"));
  }

  public Answer costBreakdown(UsageScope scope, List<String> breakdownBy) {
    return api.get(scope.query().with("breakdown_by", breakdownBy).on(ANALYTICS + "/cost-breakdown"));
  }

  /** What the coming periods may cost, from the scope's usage. */
  public Answer projection(UsageScope scope, String period, String method) {
    Query query = new Query().with("base_start_time", scope.start()).with("base_end_time", scope.end());
    query.with("tz", scope.zone());
    scope.filters().forEach(query::with);
    return api.get(query.with("project_period", period).with("method", method).on(ANALYTICS + "/projection"));
  }

  /** How to shape a record query: groups, aggregates, order, and where to go on. */
  public record RecordShape(
      List<String> groupBy, List<String> aggregates, @Nullable String orderBy, long limit, @Nullable String cursor) {

    /** Plain records, newest first. */
    public static RecordShape newest(long limit, @Nullable String cursor) {
      return new RecordShape(List.of(), List.of(), null, limit, cursor);
    }

    /** Plain records as they were stored: the last ones, or with a cursor those stored since. */
    public static RecordShape arrivals(long limit, @Nullable String cursor) {
      return new RecordShape(List.of(), List.of(), "arrival", limit, cursor);
    }

    public RecordShape {
      groupBy = List.copyOf(groupBy);
      aggregates = List.copyOf(aggregates);
    }
  }

  public Answer usage(UsageScope scope, RecordShape shape) {
    Query query = scope.query().with("group_by", shape.groupBy()).with("aggregates", shape.aggregates());
    query.with("order_by", shape.orderBy()).with("limit", shape.limit()).with("cursor", shape.cursor());
    return api.get(query.on(ANALYTICS + "/usage"));
  }

  /** Session health: what each session cost and how it went; ordered by a field, with {@code -} before it downwards. */
  public Answer sessions(UsageScope scope, @Nullable String orderBy, Page page) {
    Query query = scope.query().with("order_by", orderBy).with("limit", page.limit()).with("offset",
        page.offset() == 0 ? -1 : page.offset());
    return api.get(query.on("/api/manage/sessions"));
  }

  /** Which observers saw how much of the usage. */
  public Answer coverage(UsageScope scope) {
    return api.get(scope.query().on("/api/manage/coverage"));
  }

  /** How one record came to its cost. */
  public Answer explain(String record) {
    return api.get("/api/manage/explain/" + Query.segment(record));
  }

  /** What the scope's cost is made of. */
  public Answer explainTotal(UsageScope scope) {
    return api.get(scope.query().on("/api/manage/explain"));
  }

  /** What was counted, replaced and dropped in one session, and why. */
  public Answer auditUsage(String session) {
    return api.get("/api/manage/audit-usage/" + Query.segment(session));
  }

  /** Read-only SQL over the documented views. */
  public Answer sql(String statement, long maxRows) {
    Request question =
        Request.json("POST", "/api/manage/sql", Map.of("sql", statement, "max_rows", maxRows));
    return api.send(question, Duration.ofSeconds(60));
  }
}
