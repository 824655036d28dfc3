package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.RecordJson;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.AggregateQuery;
import dev.tokenly.store.usage.AggregateRow;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /manage/analytics/usage}: the records themselves, a page at a time by cursor (or a small offset), or
 * aggregates over them by dimension and time.
 */
final class UsageEndpoint implements Endpoint {
  private static final int MOST = 10_000;

  private final Sources sources;

  UsageEndpoint(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Response answer(Request request) {
    long started = System.nanoTime();
    Parameters query = request.query();
    UsageQuestion question = Scope.question(query, sources.now());
    boolean isGrouped = Aggregates.of(query, "").grouped();
    boolean isByArrival = query.text("order_by").orElse("").equals("arrival");
    Map<String, @Nullable Object> answer =
        isGrouped ? groups(query, question) : isByArrival ? arrivals(query, question) : records(query, question);
    answer.put("query_time_ms", (System.nanoTime() - started) / 1_000_000);
    return Response.json(answer);
  }

  private Map<String, @Nullable Object> groups(Parameters query, UsageQuestion question) {
    Aggregates wanted = Aggregates.of(query, "sum,count");
    Map<String, String> hostnames = sources.hostnames();
    List<AggregateRow> rows =
        sources.usage()
            .aggregates(
                new AggregateQuery(
                    question, wanted.dimensions(), wanted.interval(), wanted.columns(), wanted.order(query),
                    query.limit(),
                    query.offset()));
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    for (AggregateRow row : rows) {
      Map<String, @Nullable Object> record = new LinkedHashMap<>();
      if (row.bucket() != null) {
        record.put("timestamp", Times.local(row.bucket(), question.zone()));
      }
      for (int i = 0; i < wanted.dimensions().size(); i++) {
        record.put(wanted.dimensions().get(i).wireName(), row.values().get(i));
        if (hostnames.containsKey(row.values().get(i))) {
          record.put("hostname", hostnames.get(row.values().get(i)));
        }
      }
      record.putAll(wanted.values(row));
      records.add(record);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("records", records);
    answer.put("aggregates", total(wanted, question));
    putUnpriced(answer, wanted, question);
    answer.put("total_records", sources.usage().count(question));
    return answer;
  }

  /** A sum of costs says how much it leaves out. */
  private void putUnpriced(Map<String, @Nullable Object> answer, Aggregates wanted, UsageQuestion question) {
    if (wanted.columns().stream().anyMatch(column -> column.metric() == Metric.COST)) {
      Unpriced unpriced = sources.usage().totals(question).unpriced();
      answer.put("unpriced_requests", unpriced.requests());
      answer.put("priced_token_share", unpriced.pricedShare());
    }
  }

  private Map<String, @Nullable Object> records(Parameters query, UsageQuestion question) {
    int limit = query.limit();
    int offset = query.number("offset", 0, 0, MOST - limit);
    RecordCursor cursor = query.text("cursor").map(RecordCursor::new).orElse(null);
    boolean newestFirst = newestFirst(query);
    RecordPage page =
        atCursor(() -> sources.usage().records(new RecordQuery(question, newestFirst, limit + offset, cursor)));
    Map<String, @Nullable Object> answer = page(page, offset);
    Aggregates wanted = Aggregates.of(query, "");
    answer.put("aggregates", wanted.columns().isEmpty() ? Map.of() : total(wanted, question));
    putUnpriced(answer, wanted, question);
    answer.put("total_records", sources.usage().count(question));
    return answer;
  }

  /** The last records in the order they were stored, whatever their time; from the cursor on those stored since. */
  private Map<String, @Nullable Object> arrivals(Parameters query, UsageQuestion question) {
    RecordCursor cursor = query.text("cursor").map(RecordCursor::new).orElse(null);
    return page(atCursor(() -> sources.usage().tail(question.filter(), cursor, query.limit())), 0);
  }

  private static RecordPage atCursor(Supplier<RecordPage> question) {
    try {
      return question.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("cursor", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, @Nullable Object> page(RecordPage page, int skipped) {
    Map<String, String> hostnames = sources.hostnames();
    List<StoredRecord> shown = page.records().stream().skip(skipped).toList();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put(
        "records",
        shown.stream().map(one -> RecordJson.of(one, hostnames.get(one.provenance().clientId()))).toList());
    answer.put("next_cursor", page.next() == null ? null : page.next().token());
    return answer;
  }

  private Map<String, @Nullable Object> total(Aggregates wanted, UsageQuestion question) {
    List<AggregateRow> all =
        sources.usage().aggregates(new AggregateQuery(question, List.of(), null, wanted.columns(), null, 1, 0));
    return all.isEmpty() ? Map.of() : wanted.values(all.getFirst());
  }

  private static boolean newestFirst(Parameters query) {
    return switch (query.text("order_by").orElse("-timestamp")) {
      case "timestamp", "timestamp asc" -> false;
      case "-timestamp", "timestamp desc" -> true;
      default -> throw Refusal.invalid("order_by", "records are ordered by timestamp, -timestamp or arrival");
    };
  }
}
