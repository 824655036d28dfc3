package dev.tokenly.server.analytics;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /manage/sessions}: session health ({@code metering-proxy.md}): turns, history, cost, cache hits, and what to
 * do by how long the history is against {@code session_char_limit}.
 */
final class SessionsEndpoint implements Endpoint {
  private static final Map<String, SessionQuery.By> ORDERS = new TreeMap<>(Map.of(
      "session_id", SessionQuery.By.SESSION_ID, "application", SessionQuery.By.APPLICATION, "started_at",
      SessionQuery.By.STARTED, "last_active_at", SessionQuery.By.LAST_ACTIVE, "turns", SessionQuery.By.TURNS,
      "total_tokens", SessionQuery.By.TOTAL_TOKENS, "cost", SessionQuery.By.COST));

  private final Sources sources;
  private final ToLongFunction<String> charLimit;

  /** {@code charLimit} answers the limit of an application. */
  SessionsEndpoint(Sources sources, ToLongFunction<String> charLimit) {
    this.sources = sources;
    this.charLimit = charLimit;
  }

  @Override
  public Response answer(Request request) {
    Parameters query = request.query();
    SessionQuery sessions =
        new SessionQuery(Scope.question(query, sources.now()), order(query), query.limit(), query.offset());
    Page<SessionTotals> page = sources.usage().sessions(sessions);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sessions", page.items().stream().map(this::health).toList());
    answer.put("total", page.total());
    answer.put("limit", sessions.limit());
    answer.put("offset", sessions.offset());
    return Response.json(answer);
  }

  /** {@code order_by}: a field of the answer, with {@code -} before it from the largest down. */
  private static SessionQuery.Order order(Parameters query) {
    String text = query.text("order_by").orElse(null);
    if (text == null) {
      return SessionQuery.Order.USUAL;
    }
    SessionQuery.By by = ORDERS.get(text.startsWith("-") ? text.substring(1) : text);
    if (by == null) {
      throw Refusal.invalid("order_by", "one of " + String.join(", ", ORDERS.keySet()) + " is needed");
    }
    return new SessionQuery.Order(by, text.startsWith("-"));
  }

  private Map<String, @Nullable Object> health(SessionTotals session) {
    Fields last = Fields.of(session.lastMetadata() == null ? Map.of() : JsonText.object(session.lastMetadata()));
    Long history = size(last, "history_chars");
    long limit = charLimit.applyAsLong(session.application());
    Map<String, @Nullable Object> health = new LinkedHashMap<>();
    health.put("application", session.application());
    health.put("session_id", session.sessionId());
    health.put("started_at", session.first());
    health.put("last_active_at", session.last());
    health.put("turns", session.totals().requests());
    health.put("messages", size(last, "message_count"));
    health.put("history_chars", history);
    health.put("session_char_limit", limit);
    health.put("total_tokens", session.totals().totalTokens());
    health.put("cost", Amounts.cost(session.totals()));
    health.put("unpriced_requests", session.totals().unpricedRequests());
    health.put("priced_token_share", session.totals().unpriced().pricedShare());
    health.put("cache_hit_rate", cacheHitRate(session.totals().tokens()));
    health.put("recommendation", history == null ? null : recommendation(history, limit));
    return health;
  }

  private static @Nullable Long size(Fields metadata, String name) {
    return metadata.values().get(name) instanceof Long size ? size : null;
  }

  /** The share of the prompts' tokens that came from the cache, in per cent. */
  private static BigDecimal cacheHitRate(Tokens tokens) {
    return Amounts.percent(BigDecimal.valueOf(tokens.cacheRead()), BigDecimal.valueOf(tokens.prompt()));
  }

  /** What to do with a history of that many characters. */
  static String recommendation(long history, long limit) {
    if (2 * history > 5 * limit) {
      return "reset_recommended";
    }
    if (history > 2 * limit) {
      return "compact_soon";
    }
    return history > limit ? "monitor" : "healthy";
  }
}
