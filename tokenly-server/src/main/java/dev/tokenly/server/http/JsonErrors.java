package dev.tokenly.server.http;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Gives the errors Jetty finds itself (a broken request line, headers too large) the shape of all our errors. */
final class JsonErrors extends ErrorHandler {
  private final InstantSource clock;

  JsonErrors(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  protected void generateResponse(
      Request request, Response response, int code, @Nullable String message, @Nullable Throwable cause,
      Callback callback) {
    String id = UUID.randomUUID().toString();
    dev.tokenly.server.http.Response answer = Failures.answer(refusal(code), id, clock.instant());
    response.getHeaders().put("X-Request-Id", id);
    Gate.ALWAYS.forEach(response.getHeaders()::put);
    answer.headers().forEach(response.getHeaders()::put);
    if (code == 400) {
      // Where what is no HTTP ends, and the next request begins, nobody can tell.
      response.getHeaders().put("Connection", "close");
    }
    response.write(true, bytes(answer), callback);
  }

  private static ByteBuffer bytes(dev.tokenly.server.http.Response answer) {
    return switch (answer.body()) {
      case dev.tokenly.server.http.Response.Body.Bytes body -> ByteBuffer.wrap(body.bytes());
      case dev.tokenly.server.http.Response.Body.Stream _ ->
          throw new IllegalStateException("an error is never streamed");
    };
  }

  static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> Refusal.of(status, "not_found", "there is nothing at this path");
      case 408 -> Refusal.of(status, "request_timeout", "the request came too slowly");
      case 413 -> Refusal.of(status, "payload_too_large", "the body is too large");
      case 414 -> Refusal.of(status, "uri_too_long", "the path with its query is too long");
      case 431 -> Refusal.of(status, "headers_too_large", "the request's headers are too large");
      case 503 -> Refusal.unavailable("shutting_down", "the server is stopping", 5);
      default ->
          status < 500
              ? Refusal.of(status, "bad_request", "the request is not valid HTTP")
              : Refusal.of(status, "internal_error", "something failed inside the server; its log has the request id");
    };
  }
}
