package dev.tokenly.server.prices;

import dev.tokenly.model.Observer;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was counted in one session: each call once, by whom it was seen, how often a larger sighting replaced it; and the
 * files that brought it, also those of which nothing is left, with what was dropped of them and why.
 */
public final class AuditUsageEndpoint implements Endpoint {
  private static final int MOST = 10_000;
  private static final int LONGEST_DAYS = 3650;
  private final UsageStore usage;
  private final InstantSource clock;

  public AuditUsageEndpoint(UsageStore usage, InstantSource clock) {
    this.usage = usage;
    this.clock = clock;
  }

  @Override
  public Response answer(Request request) {
    String session = request.pathValue("session");
    Instant soon = clock.instant().plus(Duration.ofDays(2));
    TimeRange always = new TimeRange(soon.minus(Duration.ofDays(LONGEST_DAYS)), soon);
    UsageFilter only = new UsageFilter(Map.of(Dimension.SESSION_ID, List.of(session)));
    UsageQuestion question = new UsageQuestion(always, ZoneOffset.UTC, only);
    List<StoredRecord> found = usage.ask().records(new RecordQuery(question, false, MOST, null)).records();
    AuditedFiles files = AuditedFiles.of(usage.files(), session, found);
    if (found.isEmpty() && files.isEmpty()) {
      throw Refusal.notFound("session", session);
    }
    long replaced = found.stream().filter(record -> record.provenance().revision() > 0).count();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("session_id", session);
    answer.put("counted", found.size());
    answer.put("replaced", replaced);
    answer.put("dropped", files.dropped());
    answer.put("files", files.json());
    answer.put("records", found.stream().map(AuditUsageEndpoint::entry).toList());
    return Response.json(answer);
  }

  private static Map<String, Object> entry(StoredRecord stored) {
    UsageRecord record = stored.usage();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("timestamp", record.timestamp());
    json.put("record_id", record.id().identity().hex());
    json.put("model", record.model().name());
    json.put("total_tokens", record.totalTokens());
    json.put("cost_usd", stored.pricing().cost() == null ? null : stored.pricing().cost().amount());
    json.put("revision", stored.provenance().revision());
    json.put("why", why(stored));
    json.put("seen_by", observers(stored.provenance().seenBy()));
    json.put("file_id", stored.provenance().fileId());
    return json;
  }

  private static String why(StoredRecord stored) {
    String known = stored.usage().id().fromProvider() ? "by its id" : "by the hash of its line";
    int revision = stored.provenance().revision();
    return revision == 0
        ? "counted once " + known
        : "counted once " + known + ", " + revision + " earlier and smaller sightings replaced";
  }

  private static List<String> observers(int bits) {
    List<String> observers = new ArrayList<>();
    for (Observer observer : Observer.values()) {
      if ((bits & observer.bit()) != 0) {
        observers.add(observer.name().toLowerCase(Locale.ROOT));
      }
    }
    return observers;
  }
}
