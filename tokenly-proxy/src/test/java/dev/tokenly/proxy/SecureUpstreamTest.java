package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.SettingsFile;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams behind TLS: HTTP/2 where they offer it, a private authority, and no trust in a stranger. */
class SecureUpstreamTest {
  @TempDir Path folder;

  private void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "it", "-keystore", folder.resolve("k.p12").toString(), "-storepass", "secret"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(folder.resolve("keytool.log").toFile()).start();
    assertEquals(0, process.waitFor());
  }

  private Server upstream(AtomicReference<HttpVersion> spoken) throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(folder.resolve("k.p12").toString());
    tls.setKeyStorePassword("secret");
    HttpConfiguration http = new HttpConfiguration();
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            spoken.set(request.getConnectionMetaData().getHttpVersion());
            response.getHeaders().put("Content-Type", "text/event-stream");
            response.write(true, ByteBuffer.wrap(Streams.MESSAGES.bytes()), callback);
            return true;
          }
        });
    server.start();
    return server;
  }

  private static RawClient.Reply call(ProxySettings settings, ByteArrayOutputStream records) throws Exception {
    try (Proxy proxy = Proxy.start(settings, records, Map.of())) {
      return RawClient.post(proxy.port("app"), "/v1/messages", Streams.MESSAGES.request());
    }
  }

  private ProxySettings settings(Server upstream, Map<String, Object> more) {
    int port = ((ServerConnector) upstream.getConnectors()[0]).getLocalPort();
    Map<String, Object> options = new HashMap<>(more);
    options.put("listener", List.of(Map.of("port", 0L, "service", "app", "upstream", "https://127.0.0.1:" + port)));
    ProxySettings settings = SettingsFile.read(null, options, folder, true);
    assertTrue(settings.output() instanceof Output.Print);
    return settings;
  }

  @Test
  void speaks_http_2_where_it_is_offered_and_counts_the_same() throws Exception {
    AtomicReference<HttpVersion> spoken = new AtomicReference<>();
    Server upstream = upstream(spoken);
    try {
      ByteArrayOutputStream records = new ByteArrayOutputStream();
      RawClient.Reply reply = call(settings(upstream, Map.of("ca_file", folder.resolve("ca.pem").toString())), records);
      assertEquals(Streams.MESSAGES.body(), reply.text());
      assertEquals(HttpVersion.HTTP_2, spoken.get());
      assertTrue(records.toString(StandardCharsets.UTF_8).contains("\"cache_read_tokens\":8000"));
      assertEquals(502, call(settings(upstream, Map.of()), records).status(), "a certificate nobody vouches for");
    } finally {
      upstream.stop();
    }
  }
}
