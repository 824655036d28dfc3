package dev.tokenly.agent.link;

import dev.tokenly.model.Display;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the configured server and to nobody else: no redirect is followed, every request carries this machine's key.
 * On {@link HttpURLConnection}, because the launcher has 50 MB and {@code HttpClient} costs ten of them. Thread-safe.
 */
public final class ServerLink {
  private static final int MAX_ANSWER = 1 << 20;

  private final ServerAddress server;
  private final String key;
  private final @Nullable SSLSocketFactory sockets;
  private final Duration timeout;

  static {
    // A POST is repeated by us, who know that it may have arrived, and never behind our back.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.agent", "tokenly-agent");
  }

  /** The key is {@code tka_…}; the CA file, if any, replaces the platform's certificates. */
  public ServerLink(ServerAddress server, String key, @Nullable Path caFile, Duration timeout) throws IOException {
    this.server = server;
    this.key = key;
    this.sockets = caFile == null ? null : TrustedCa.sockets(caFile);
    this.timeout = timeout;
  }

  public ServerAddress server() {
    return server;
  }

  /** Posts the parts of a body, buffers with an array, one after the other; a failure on the way is an answer of status 0. */
  public Answer post(String path, Map<String, String> headers, List<ByteBuffer> body) {
    HttpURLConnection connection = null;
    try {
      connection = open(server.resolve(path));
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      headers.forEach(connection::setRequestProperty);
      connection.setFixedLengthStreamingMode(body.stream().mapToLong(ByteBuffer::remaining).sum());
      try (OutputStream out = connection.getOutputStream()) {
        for (ByteBuffer part : body) {
          out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        }
      } catch (IOException e) {
        return afterCutBody(connection, e);
      }
      return answer(connection);
    } catch (HttpRetryException e) {
      return new Answer(e.responseCode(), new byte[0], null);
    } catch (IOException e) {
      return Answer.none(reason(e));
    }
  }

  /** A server may refuse a large body before it has read all of it; then its answer says why. */
  private static Answer afterCutBody(HttpURLConnection connection, IOException cut) throws IOException {
    try {
      Answer answer = answer(connection);
      return answer.status() >= 400 ? answer : Answer.none(reason(cut));
    } catch (HttpRetryException e) {
      throw e;
    } catch (IOException _) {
      return Answer.none(reason(cut));
    }
  }

  /** Opens a download from the configured server, from a byte on; the caller closes the stream of the result. */
  public HttpURLConnection download(URI address, long from) throws IOException {
    if (!server.serves(address)) {
      throw new IOException(
          "refused to download from " + Display.clean(address.toString()) + ": not the configured server");
    }
    HttpURLConnection connection = open(address);
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
    }
    return connection;
  }

  private HttpURLConnection open(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    if (sockets != null && connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(sockets);
    }
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setRequestProperty("Authorization", "Bearer " + key);
    connection.setRequestProperty("Accept", "application/json");
    return connection;
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_ANSWER);
      return new Answer(status, bytes, seconds(connection.getHeaderField("Retry-After")));
    }
  }

  private static @Nullable Long seconds(@Nullable String retryAfter) {
    try {
      return retryAfter == null ? null : Math.clamp(Long.parseLong(retryAfter.strip()), 0L, 86_400L);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return Display.clean(message == null ? e.getClass().getSimpleName() : message);
  }
}
