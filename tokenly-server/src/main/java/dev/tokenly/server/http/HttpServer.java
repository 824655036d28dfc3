package dev.tokenly.server.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import spark.Service;
import spark.embeddedserver.EmbeddedServers;

/** The running HTTP server: a route table on a port. */
public final class HttpServer implements AutoCloseable {
  private final Service spark;
  private final @Nullable TlsReload tls;

  private HttpServer(Service spark, @Nullable TlsReload tls) {
    this.spark = spark;
    this.tls = tls;
  }

  /**
   * Where to listen (port 0 picks a free one), with which certificate (null: plain HTTP), within which limits, and which
   * browser origins may read the answers.
   */
  public record Listener(String host, int port, @Nullable PemFiles tls, Limits limits, Set<String> origins) {
    /** Plain HTTP. */
    public Listener(String host, int port, Limits limits, Set<String> origins) {
      this(host, port, null, limits, origins);
    }
  }

  /** Who lets callers in, what time it is, and who hears of every answered request. */
  public record Surroundings(Doorkeeper doorkeeper, InstantSource clock, RequestLog log) {}

  /** Starts listening; throws {@link IOException} saying why when that is not possible, e.g. a port in use. */
  public static HttpServer start(List<Route> routes, Listener listener, Surroundings surroundings) throws IOException {
    Service spark = Service.ignite();
    Object identifier = new Object();
    TlsReload tls = listener.tls() == null ? null : new TlsReload(listener.tls());
    JettyServer.Settings settings =
        new JettyServer.Settings(listener.limits(), tls, listener.origins(), surroundings.clock());
    EmbeddedServers.add(identifier, (matcher, files, errors, others) -> new JettyServer(matcher, files, settings));
    spark.embeddedServerIdentifier(identifier);
    spark.ipAddress(listener.host());
    spark.port(listener.port());
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    spark.initExceptionHandler(failure::set);
    Exchange exchange = new Exchange(surroundings.doorkeeper(), surroundings.clock(), surroundings.log());
    routes.forEach(route -> add(spark, route, exchange));
    spark.init();
    spark.awaitInitialization();
    Exception failed = failure.get();
    if (failed != null) {
      Throwable why = root(failed);
      throw new IOException("cannot listen on " + listener.host() + ":" + listener.port() + ": " + why.getMessage(),
          why);
    }
    return new HttpServer(spark, tls);
  }

  private static Throwable root(Throwable failed) {
    Throwable cause = failed.getCause();
    return cause == null ? failed : root(cause);
  }

  private static void add(Service spark, Route route, Exchange exchange) {
    spark.Route handler =
        (request, response) -> {
          exchange.serve(route, request.params(), ((Routed) request.raw()).unwrapped(), response.raw());
          return "";
        };
    switch (route.method()) {
      case GET -> {
        spark.get(route.path(), handler);
        spark.head(route.path(), handler); // Else Spark would answer 200 by itself, to anyone.
      }
      case POST -> spark.post(route.path(), handler);
      case PUT -> spark.put(route.path(), handler);
      case DELETE -> spark.delete(route.path(), handler);
    }
  }

  /** The port it listens on. */
  public int port() {
    return spark.port();
  }

  /** Takes up the certificate files when they changed. */
  public void reloadCertificate() {
    if (tls != null) {
      tls.reloadIfChanged();
    }
  }

  /** Takes no more connections, lets running requests end (10 s at most), then stops. */
  @Override
  public void close() {
    spark.stop();
    spark.awaitStop();
  }
}
