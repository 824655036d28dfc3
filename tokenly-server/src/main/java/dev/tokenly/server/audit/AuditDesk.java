package dev.tokenly.server.audit;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tokenly.model.json.Json;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.AuditEntry;
import dev.tokenly.store.admin.AuditPage;
import dev.tokenly.store.admin.AuditQuery;
import dev.tokenly.store.admin.ChainCheck;
import dev.tokenly.store.admin.ChainedEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/manage/audit}. */
public final class AuditDesk {
  private static final int PAGE = 1000;

  private final Administration administration;

  public AuditDesk(Administration administration) {
    this.administration = administration;
  }

  public Response list(Request request) {
    Parameters query = request.query();
    AuditQuery wanted = query(query, query.limit(), query.offset(), administration.now());
    AuditPage page = administration.read(tables -> tables.audit().list(wanted));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("entries", page.entries().stream().map(AuditDesk::view).toList());
    answer.put("total", page.total());
    answer.put("limit", wanted.limit());
    answer.put("offset", wanted.offset());
    answer.put("page", wanted.offset() / wanted.limit() + 1);
    return Response.json(answer);
  }

  private static AuditQuery query(Parameters query, int limit, long offset, Instant now) {
    return new AuditQuery(
        query.text("user_id").orElse(null),
        Set.copyOf(query.list("actions")),
        Set.copyOf(query.list("resources")),
        query.text("resource_id").orElse(null),
        new AuditQuery.Span(query.time("timestamp_after", now).orElse(null),
            query.time("timestamp_before", now).orElse(null)),
        limit,
        offset);
  }

  private static Map<String, @Nullable Object> view(ChainedEntry chained) {
    AuditEntry entry = chained.entry();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", chained.id());
    view.put("timestamp", entry.timestamp());
    view.put("user_id", entry.userId());
    view.put("user", entry.userId());
    view.put("action", entry.action());
    view.put("resource", entry.resource());
    view.put("resource_type", entry.resource());
    view.put("resource_id", entry.resourceId());
    view.put("details", JsonText.object(entry.details()));
    view.put("ip_address", entry.origin().ipAddress());
    view.put("user_agent", entry.origin().userAgent());
    view.put("hash", chained.hash());
    return view;
  }

  /** Recomputes the chain: whether it holds, and if not, the first entry that does not fit. */
  public Response verify(Request request) {
    ChainCheck check = administration.read(tables -> tables.audit().verify());
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("valid", check.holds());
    answer.put("checked", check.checked());
    answer.put("broken_at", check.brokenAt());
    answer.put("removed_up_to", check.removedUpTo());
    answer.put("head", head());
    return Response.json(answer);
  }

  /** The newest entry's number and hash: written down elsewhere it proves that nothing before it was changed. */
  private @Nullable Map<String, @Nullable Object> head() {
    AuditQuery newest = new AuditQuery(null, Set.of(), Set.of(), null, AuditQuery.Span.ALL, 1, 0);
    return administration.read(tables -> tables.audit().list(newest)).entries().stream()
        .findFirst()
        .<Map<String, @Nullable Object>>map(entry -> Map.of("id", entry.id(), "hash", entry.hash()))
        .orElse(null);
  }

  /** Every entry that matches, newest first, as JSON lines; entries made meanwhile are not part of it. */
  public Response export(Request request) {
    Instant now = administration.now();
    Parameters query = request.query();
    AuditQuery first = query(query, PAGE, 0, now);
    Instant end = first.span().before() == null ? now : first.span().before();
    AuditQuery bounded =
        new AuditQuery(
            first.userId(), first.actions(), first.resources(), first.resourceId(),
            new AuditQuery.Span(first.span().after(), end), PAGE, 0);
    record(request);
    return Response.stream("application/x-ndjson", out -> write(out, bounded))
        .withHeader("Content-Disposition", "attachment; filename=\"tokenly-audit.jsonl\"");
  }

  private void record(Request request) {
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("export", "system", null, Map.of("what", "audit"));
          return true;
        });
  }

  private void write(OutputStream out, AuditQuery query) throws IOException {
    ObjectWriter json = Json.mapper().writer();
    for (long offset = 0;; offset += PAGE) {
      long from = offset;
      AuditQuery part =
          new AuditQuery(
              query.userId(), query.actions(), query.resources(), query.resourceId(), query.span(), PAGE, from);
      AuditPage page = administration.read(tables -> tables.audit().list(part));
      for (ChainedEntry entry : page.entries()) {
        out.write((json.writeValueAsString(view(entry)) + '\n').getBytes(StandardCharsets.UTF_8));
      }
      if (page.entries().size() < PAGE) {
        return;
      }
    }
  }

  /** Removes entries older than so many days; the rest of the chain stays provable. */
  public long retain(long days) {
    return administration.change(
        Actor.SYSTEM,
        change -> {
          long removed = change.tables().audit().removeBefore(change.now().minus(Duration.ofDays(days)));
          if (removed > 0) {
            change.audit("retention_apply", "system", null, Map.of("what", "audit", "removed", removed, "days", days));
          }
          return removed;
        });
  }
}
