package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.admin.AdminHandler;
import dev.tokenly.proxy.settings.Limits;
import dev.tokenly.proxy.settings.ListenerSettings;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/** The ports the proxy listens on; HTTP/1.1, every call on a virtual thread. */
final class Front {
  private static final int BACKLOG = 1024;
  private static final long IDLE_MS = 120_000;

  private final Server server;
  private final HttpConnectionFactory http;
  private final HeadDeadline heads;

  Front(QueuedThreadPool threads, Scheduler scheduler, ByteBufferPool buffers, Limits limits) {
    this.server = new Server(threads, scheduler, buffers);
    this.server.setStopTimeout(0);
    this.http = new HttpConnectionFactory(configuration(limits));
    this.heads = new HeadDeadline(limits.times().head());
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(limits.sizes().header());
    configuration.setResponseHeaderSize(limits.sizes().header());
    configuration.setMaxResponseHeaderSize(limits.sizes().header());
    configuration.setHeaderCacheSize(0); // a hundred kilobytes a connection, to save a few strings a call
    // The gate answers a name that is not ours with 403, wherever the request says it.
    configuration.setHttpCompliance(
        HttpCompliance.RFC7230.with("proxy", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    configuration.setUriCompliance(UriCompliance.UNSAFE); // the gate refuses what is ambiguous, in its own words
    return configuration;
  }

  void handler(Handler handler) {
    server.setHandler(handler);
  }

  /** Adds a port under a name; it opens when the front starts. */
  ServerConnector listen(String name, ListenerSettings.Place place) {
    ServerConnector connector = new ServerConnector(server, 0, 1, http);
    connector.setName(name);
    connector.setHost(place.bind());
    connector.setPort(place.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE_MS);
    connector.addBean(heads);
    server.addConnector(connector);
    return connector;
  }

  ServerConnector listenAdmin(int port) {
    return listen(AdminHandler.CONNECTOR, new ListenerSettings.Place("127.0.0.1", port));
  }

  Executor executor() {
    return server.getThreadPool();
  }

  /** Opens all ports; throws naming the one that is taken. */
  void start() throws Exception {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException("a port cannot be opened: " + e.getMessage(), e);
    }
    heads.watch(server.getScheduler());
  }

  /** Takes no new calls; those under way go on. */
  void refuseNew() {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector port) {
        port.close();
      }
    }
  }

  void stop() throws Exception {
    server.stop();
  }
}
