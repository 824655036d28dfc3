package dev.tokenly.api;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests over plain HTTP/1.1. On {@code HttpURLConnection} because {@code java.net.http} costs a fifth of a
 * second of processor time at first use, which every command would pay. Throws {@link ApiException} for every refusal.
 */
final class Wire {
  private final ServerAddress server;
  private final Timeouts timeouts;
  private final String userAgent;
  private final @Nullable Certificates certificates;
  private final @Nullable SSLSocketFactory sockets;

  Wire(ServerAddress server, Timeouts timeouts, String userAgent) {
    this.server = server;
    this.timeouts = timeouts;
    this.userAgent = userAgent;
    Certificates needed = "https".equals(server.base().getScheme()) ? Certificates.of(server.trust()) : null;
    this.certificates = needed;
    this.sockets = needed == null ? null : needed.socketFactory();
  }

  ServerAddress server() {
    return server;
  }

  @Nullable
  Instant certificateUntil() {
    return certificates == null ? null : certificates.validUntil();
  }

  /** The open answer to a request that succeeded (2xx); the caller closes it. */
  Reply open(Request request, Timeouts wait) {
    HttpURLConnection connection = null;
    try {
      connection = connect(request, wait);
      send(request, connection);
      int status = connection.getResponseCode();
      if (status / 100 == 2) {
        return new Reply(connection.getHeaderFields(), connection.getInputStream());
      }
      throw refused(status, connection);
    } catch (HttpRetryException e) {
      throw new ApiException(new Failure.Unauthorized(refusal(e.responseCode(), Map.of(), "")), e);
    } catch (IOException e) {
      throw failed(e, wait);
    }
  }

  /** The whole answer to a request that succeeded. */
  Whole fetch(Request request) {
    return fetch(request, timeouts);
  }

  /** The same, waiting as told for an answer that takes its time. */
  Whole fetch(Request request, Timeouts wait) {
    try (Reply reply = open(request, wait)) {
      return new Whole(reply.headers(), new Answer(reply.body().readAllBytes()));
    } catch (IOException e) {
      throw failed(e, wait);
    }
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /** An answer whose body is still to be read. */
  record Reply(Map<String, List<String>> headers, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /** An answer that has arrived as a whole. */
  record Whole(Map<String, List<String>> headers, Answer answer) {}

  private HttpURLConnection connect(Request request, Timeouts wait) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(server.url(request.path())).toURL().openConnection(java.net.Proxy.NO_PROXY);
    if (connection instanceof HttpsURLConnection secure && sockets != null && certificates != null) {
      secure.setSSLSocketFactory(sockets);
      if (certificates.isPinned()) {
        secure.setHostnameVerifier((_, _) -> true);
      }
    }
    connection.setRequestMethod(request.method());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) wait.connect().toMillis());
    connection.setReadTimeout((int) wait.read().toMillis());
    connection.setRequestProperty("User-Agent", userAgent);
    connection.setRequestProperty("Accept", "application/json");
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    return connection;
  }

  private static void send(Request request, HttpURLConnection connection) throws IOException {
    Request.Body body = request.body();
    if (body == null) {
      return;
    }
    connection.setDoOutput(true);
    if (body.streamed()) {
      connection.setFixedLengthStreamingMode(body.length());
    }
    try (OutputStream out = connection.getOutputStream()) {
      body.content().writeTo(out);
    }
  }

  private static ApiException refused(int status, HttpURLConnection connection) throws IOException {
    String text = "";
    try (InputStream error = connection.getErrorStream()) {
      if (error != null) {
        text = new String(error.readNBytes(64 * 1024), StandardCharsets.UTF_8);
      }
    }
    return new ApiException(failure(status, connection.getHeaderFields(), text));
  }

  private static Failure failure(int status, Map<String, List<String>> headers, String body) {
    Failure.Refusal refusal = refusal(status, headers, body);
    if (refusal.code().isEmpty()) {
      return new Failure.Incompatible("it answered " + status + " without the error body of the Tokenly API");
    }
    return switch (status) {
      case 401 -> new Failure.Unauthorized(refusal);
      case 403 -> new Failure.Forbidden(refusal);
      case 404 -> new Failure.NotFound(refusal);
      case 409 -> new Failure.Conflict(refusal);
      case 429, 503 -> new Failure.Busy(refusal, retryAfter(headers));
      default -> status >= 500 ? new Failure.ServerError(refusal) : new Failure.Invalid(refusal);
    };
  }

  private static Failure.Refusal refusal(int status, Map<String, List<String>> headers, String body) {
    String requestId = header(headers, "X-Request-Id");
    try {
      Fields error = Fields.parse(body.getBytes(StandardCharsets.UTF_8));
      Fields details = error.optionalObject("details");
      String named = details == null
          ? null
          : details.values().containsKey("field")
              ? details.optionalText("field")
              : details.optionalText("permission");
      return new Failure.Refusal(status, error.text("error"), error.text("message"), named, requestId);
    } catch (IllegalArgumentException _) {
      return new Failure.Refusal(status, "", "", null, requestId);
    }
  }

  private static long retryAfter(Map<String, List<String>> headers) {
    String seconds = header(headers, "Retry-After");
    try {
      return seconds == null ? 0 : Long.parseLong(seconds.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  static @Nullable String header(Map<String, List<String>> headers, String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        return header.getValue().getFirst();
      }
    }
    return null;
  }

  private ApiException failed(IOException cause, Timeouts wait) {
    if (cause instanceof SocketTimeoutException && String.valueOf(cause.getMessage()).startsWith("Read")) {
      return new ApiException(new Failure.TimedOut(server.toString(), wait.read().toSeconds()), cause);
    }
    if (cause instanceof SSLException && certificates != null) {
      String why = String.valueOf(cause.getMessage());
      return new ApiException(
          new Failure.UntrustedCertificate(server.toString(), certificates.lastSeen(), why), cause);
    }
    return new ApiException(new Failure.Unreachable(server.toString(), why(cause)), cause);
  }

  private static String why(IOException cause) {
    return switch (cause) {
      case UnknownHostException _ -> "no host of that name";
      case NoRouteToHostException _ -> "no route to the host";
      case ConnectException _ -> "connection refused";
      case SocketTimeoutException _ -> "no connection in time";
      default -> cause.getMessage() == null ? "the connection broke" : cause.getMessage();
    };
  }
}
