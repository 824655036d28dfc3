package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.settings.Limits;
import dev.tokenly.proxy.settings.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one target: kept open and reused, HTTP/2 where a TLS upstream offers it, HTTP/1.1 otherwise. Nothing
 * is followed, decoded, stored or added that the caller did not send.
 */
final class Upstream {
  private static final int MOST_CONNECTIONS = 8192;
  private static final Pattern VERSION = Pattern.compile("/v[0-9]+[a-z0-9]*");

  private final Target target;
  private final HttpClient client;
  private final Duration idle;

  private Upstream(Target target, HttpClient client, Duration idle) {
    this.target = target;
    this.client = client;
    this.idle = idle;
  }

  /** Connects to a target with the threads and buffers of {@code shared}. */
  static Upstream open(Target target, Limits limits, Shared shared) throws Exception {
    HttpClientTransport transport = transport(target, shared);
    transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING); // a reply only wakes the thread that waits for it
    HttpClient client = new HttpClient(transport);
    client.setExecutor(shared.executor());
    client.setScheduler(shared.scheduler());
    client.setByteBufferPool(shared.buffers());
    client.setSocketAddressResolver(new CheckedResolver(target, shared.names(), shared.executor()));
    client.setConnectTimeout(limits.times().connect().toMillis());
    client.setIdleTimeout(idleConnection(target).toMillis());
    client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MOST_CONNECTIONS);
    client.setMaxResponseHeadersSize(limits.sizes().header());
    client.setRequestBufferSize(8 << 10);
    client.setResponseBufferSize(8 << 10);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.start();
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
    return new Upstream(target, client, limits.times().idle());
  }

  /** Local servers close idle connections after as little as five seconds: ours go first. */
  private static Duration idleConnection(Target target) {
    return target.secure() ? Duration.ofSeconds(50) : Duration.ofSeconds(4);
  }

  private static HttpClientTransport transport(Target target, Shared shared) {
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(shared.executor());
    connector.setScheduler(shared.scheduler());
    connector.setByteBufferPool(shared.buffers());
    connector.setSelectors(1);
    if (!target.secure()) {
      HttpClientTransportOverHTTP plain = new HttpClientTransportOverHTTP(connector);
      plain.setHeaderCacheSize(0); // a hundred kilobytes a connection, to save a few strings a call
      return plain;
    }
    connector.setSslContextFactory(tls(shared.caFile()));
    return new HttpClientTransportDynamic(
        connector,
        new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)),
        HttpClientConnectionFactory.HTTP11);
  }

  private static SslContextFactory.Client tls(@Nullable Path caFile) {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setEndpointIdentificationAlgorithm("HTTPS");
    if (caFile != null) {
      tls.setTrustStore(TrustedCa.read(caFile));
    }
    return tls;
  }

  /** A request to the target; {@code pathAndQuery} is the caller's, the base URL's own path goes in front. */
  Request request(String method, String pathAndQuery) {
    return client
        .newRequest(target.base().getHost(), target.port())
        .scheme(target.secure() ? "https" : "http")
        .method(method)
        .path(joined(target.basePath(), pathAndQuery))
        .idleTimeout(idle.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A base URL and a caller may both name the version: it is said once. */
  static String joined(String base, String path) {
    int slash = base.lastIndexOf('/');
    String last = slash < 0 ? "" : base.substring(slash);
    boolean repeated = VERSION.matcher(last).matches() && (path.startsWith(last + "/") || path.equals(last));
    return repeated ? base.substring(0, slash) + path : base + path;
  }

  void stop() throws Exception {
    client.stop();
  }
}
