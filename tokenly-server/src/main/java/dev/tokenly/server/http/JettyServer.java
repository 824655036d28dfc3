package dev.tokenly.server.http;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.DispatcherType;
import org.eclipse.jetty.ee8.servlet.FilterHolder;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import spark.ExceptionHandlerImpl;
import spark.ExceptionMapper;
import spark.embeddedserver.EmbeddedServer;
import spark.embeddedserver.jetty.websocket.WebSocketHandlerWrapper;
import spark.http.matching.MatcherFilter;
import spark.route.Routes;
import spark.ssl.SslStores;
import spark.staticfiles.StaticFilesConfiguration;

/** Jetty 12 under Spark, with the limits of {@code security.md} C4 and one virtual thread a request. */
final class JettyServer implements EmbeddedServer {
  /** An upload comes in a few pieces of this size; each costs a call of the system and often a change of threads. */
  private static final int INPUT_BUFFER_BYTES = 32 * 1024;

  private final Server server;
  private final Limits limits;
  private final @Nullable TlsReload tls;

  JettyServer(Routes routes, StaticFilesConfiguration none, Settings settings) {
    QueuedThreadPool threads = new QueuedThreadPool(16, 4);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    this.limits = settings.limits();
    this.tls = settings.tls();
    this.server = new Server(threads);
    server.setErrorHandler(new JsonErrors(settings.clock()));
    server.setStopTimeout(limits.drain().toMillis());
    server.setHandler(handlers(routes, none, settings.origins(), settings.clock()));
  }

  /** Within which limits, with which certificate (null: none), for which browser origins, by which clock. */
  record Settings(Limits limits, @Nullable TlsReload tls, Set<String> origins, InstantSource clock) {}

  private static ServletContextHandler handlers(
      Routes routes, StaticFilesConfiguration none, Set<String> origins, InstantSource clock) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.setErrorHandler(new JsonServletErrors(clock));
    Gate gate = new Gate(clock, new CrossOrigin(origins), new Unmatched(routes, clock));
    EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
    context.addFilter(new FilterHolder(gate), "/*", requests);
    context.addFilter(new FilterHolder(new MatcherFilter(routes, none, brokenAnswers(), true, true)), "/*", requests);
    return context;
  }

  @Override
  public int ignite(String host, int port, @Nullable SslStores none, int maxThreads, int minThreads, int threadIdle)
      throws Exception {
    ServerConnector connector = new ServerConnector(server, 1, 1, protocols());
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setAcceptQueueSize(256);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.maxConnections(), connector));
    Connections connections = new Connections(limits.maxConnectionsPerAddress(), limits.header());
    connector.addBean(connections);
    server.start();
    connections.watch(connector.getScheduler());
    return connector.getLocalPort();
  }

  /**
   * What gets here is an answer that broke off after its beginning, told in the log where that was due: the connection is
   * cut, so that nobody takes the part for the whole.
   */
  private static ExceptionMapper brokenAnswers() {
    ExceptionMapper mapper = new ExceptionMapper();
    mapper.map(
        Exception.class,
        new ExceptionHandlerImpl<Exception>(Exception.class) {
          @Override
          public void handle(Exception broken, spark.Request request, spark.Response response) {
            throw new QuietException.RuntimeException(broken);
          }
        });
    return mapper;
  }

  private ConnectionFactory[] protocols() {
    HttpConfiguration configuration = configuration();
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    http.setInputBufferSize(INPUT_BUFFER_BYTES);
    if (tls == null) {
      return new ConnectionFactory[] {http};
    }
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new ConnectionFactory[] {new SslConnectionFactory(tls.context(), HttpVersion.HTTP_1_1.asString()), http};
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(Limits.MAX_HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.RFC3986);
    configuration.setHttpCompliance(HttpCompliance.STRICT);
    return configuration;
  }

  @Override
  public void configureWebSockets(Map<String, WebSocketHandlerWrapper> none, Optional<Long> idleTimeout) {
    // The API has no web sockets; the default implementation would refuse to start.
  }

  @Override
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void extinguish() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop cleanly", e);
    }
  }

  @Override
  public int activeThreadCount() {
    return server.getThreadPool().getThreads() - server.getThreadPool().getIdleThreads();
  }
}
