package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes each call on its own virtual thread: through the gate, then counted or passed through. */
final class ProxyHandler extends Handler.Abstract {
  /** Refusals after which what comes on the connection is no request. */
  private static final Set<Integer> LAST = Set.of(400, 405, 408, 413);

  private final Map<String, Service> services;
  private final Gate gate;
  private final Room room;
  private volatile boolean stopping;

  /** {@code services} by the name of their connector. */
  ProxyHandler(Map<String, Service> services, Gate gate, Room room) {
    this.services = Map.copyOf(services);
    this.gate = gate;
    this.room = room;
  }

  /** From now on calls are refused, also those on connections that are still open. */
  void refuseNew() {
    stopping = true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Service service = services.get(request.getConnectionMetaData().getConnector().getName());
    if (service == null) {
      return false;
    }
    request.addIdleTimeoutListener(_ -> false); // a model may think for minutes; the upstream's own timeout counts
    room.counters().began();
    try {
      serve(service, request, response);
      callback.succeeded();
    } catch (Refusal refusal) {
      refuse(service, request, refusal, new Reply(response, callback));
    } catch (IOException e) {
      callback.failed(new EofException(e)); // cuts the client's connection, quietly: the record tells what happened
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } finally {
      room.counters().left();
    }
    return true;
  }

  /** Where an answer goes. */
  private record Reply(Response response, Callback callback) {}

  private void serve(Service service, Request request, Response response)
      throws Refusal, IOException, InterruptedException {
    if (stopping) {
      throw new Refusal(503, "the proxy is being stopped", 1);
    }
    String user = gate.pass(service, request);
    Endpoint endpoint = endpoint(request);
    if (endpoint == null) {
      new PassThrough(room, service, request, response).run();
    } else {
      new MeteredCall(room, service, endpoint, new MeteredCall.Incoming(user, request, response)).run();
    }
  }

  private static @Nullable Endpoint endpoint(Request request) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    return path == null ? null : Endpoint.of(request.getMethod(), path);
  }

  private void refuse(Service service, Request request, Refusal refusal, Reply reply) {
    byte[] body = ProviderError.body(service.provider(endpoint(request)), refusal.status(), refusal.sentence());
    reply.response().reset();
    reply.response().setStatus(refusal.status());
    reply.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    if (refusal.retryAfterSeconds() > 0) {
      reply.response().getHeaders().put(HttpHeader.RETRY_AFTER, refusal.retryAfterSeconds());
    }
    if (stopping || LAST.contains(refusal.status())) {
      reply.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    try {
      Content.Sink.write(reply.response(), true, ByteBuffer.wrap(body));
      reply.callback().succeeded();
    } catch (IOException e) {
      reply.callback().failed(e);
    }
  }
}
