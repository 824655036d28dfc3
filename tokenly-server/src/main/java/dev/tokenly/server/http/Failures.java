package dev.tokenly.server.http;

import dev.tokenly.model.json.BadField;
import dev.tokenly.store.usage.StorageUnavailableException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table from exception to answer, and the one place that logs a failed request. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger("dev.tokenly.server.request");

  private Failures() {}

  /** The refusal to answer with. */
  static Refusal of(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case BadField bad -> Refusal.invalid(bad.field(), reason(bad));
      case StorageUnavailableException down ->
          Refusal.unavailable("storage_unavailable", String.valueOf(down.getMessage()), 5);
      case InterruptedException _ -> Refusal.unavailable("shutting_down", "the server is stopping", 5);
      default -> Refusal.of(500, "internal_error", "something failed inside the server; its log has the request id");
    };
  }

  private static String reason(BadField bad) {
    String message = String.valueOf(bad.getMessage());
    String prefix = bad.field() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  /** Writes the failure to the log: a fault with its trace, a refusal in one line at debug level. */
  static void log(String route, String requestId, Refusal refusal, Throwable failure) {
    if (refusal.status() >= 500 && failure != refusal) {
      LOG.error("{} failed with {} (request {})", route, refusal.status(), requestId, failure);
    } else if (refusal.status() >= 500) {
      LOG.warn("{} refused with {} {}: {} (request {})", route, refusal.status(), refusal.code(), refusal.sentence(),
          requestId);
    } else {
      LOG.debug("{} refused with {} {} (request {})", route, refusal.status(), refusal.code(), requestId);
    }
  }

  /** The answer in the shape every error has. */
  static Response answer(Refusal refusal, String requestId, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", refusal.code());
    body.put("message", refusal.sentence());
    body.put("details", refusal.details());
    body.put("timestamp", now);
    body.put("request_id", requestId);
    Response answer = Response.json(refusal.status(), body);
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer;
  }
}
