package dev.tokenly.proxy.admin;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.proxy.spool.CallLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers on the admin port only: {@code /__tokenly/health} and {@code /__tokenly/metrics} (Prometheus text). */
public final class AdminHandler extends Handler.Abstract.NonBlocking {
  /** The name of the connector this handler answers on. */
  public static final String CONNECTOR = "admin";

  private final Counters counters;
  private final CallLog log;

  public AdminHandler(Counters counters, CallLog log) {
    this.counters = counters;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!CONNECTOR.equals(request.getConnectionMetaData().getConnector().getName())) {
      return false;
    }
    switch (request.getHttpURI().getPath()) {
      case "/__tokenly/health" -> answer(response, callback, health(), "application/json");
      case "/__tokenly/metrics" ->
          answer(response, callback, Metrics.text(counters, log), "text/plain; version=0.0.4; charset=utf-8");
      case null, default -> Response.writeError(request, response, callback, 404);
    }
    return true;
  }

  /** Serving goes on while the spool is stuck, so that is a warning with status 200; only its text says so. */
  private String health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", log.isHealthy() ? "ok" : "degraded");
    health.put("calls_under_way", counters.underWay());
    health.put("records_dropped", log.dropped());
    health.put("unmetered_calls", counters.unmeteredCalls());
    return JsonText.write(health) + "\n";
  }

  private static void answer(Response response, Callback callback, String body, String type) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
