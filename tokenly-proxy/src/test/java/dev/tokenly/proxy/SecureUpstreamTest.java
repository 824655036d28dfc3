package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.SettingsFile;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
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
  private static final String COUNTED =
      Streams.MESSAGES.body().substring(0, Streams.MESSAGES.body().indexOf("event: message_stop"));

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
    return upstream(
        (request, response, callback) -> {
          spoken.set(request.getConnectionMetaData().getHttpVersion());
          response.getHeaders().put("Content-Type", "text/event-stream");
          response.write(true, ByteBuffer.wrap(Streams.MESSAGES.bytes()), callback);
          return true;
        });
  }

  private Server upstream(Request.Handler answer) throws Exception {
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
          public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return answer.handle(request, response, callback);
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

  /** The counts are final, the closing event is missing: complete for the books, a cut for the client. */
  private void assertCutAfterTheCounts(BiConsumer<Request, Callback> end) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Server upstream =
        upstream(
            (request, response, callback) -> {
              response.getHeaders().put("Content-Type", "text/event-stream");
              Content.Sink.write(response, false, ByteBuffer.wrap(COUNTED.getBytes(StandardCharsets.UTF_8)));
              seen.await();
              end.accept(request, callback);
              return true;
            });
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    ProxySettings settings = settings(upstream, Map.of("ca_file", folder.resolve("ca.pem").toString()));
    try (Proxy proxy = Proxy.start(settings, records, Map.of()); RawClient client = new RawClient(proxy.port("app"))) {
      client.send("POST", "/v1/messages", Streams.MESSAGES.request().getBytes(StandardCharsets.UTF_8));
      String read = "";
      while (!read.contains("\"output_tokens\":15}}")) {
        read += new String(client.some(4096), StandardCharsets.UTF_8);
      }
      seen.countDown();
      assertEquals(0, client.some(4096).length, "a cut, and no last chunk before it");
    } finally {
      upstream.stop();
    }
    Fields record = Fields.parse(records.toByteArray());
    assertEquals(15, record.count("output_tokens"));
    assertEquals("provider_final", record.object("metadata").text("usage_source"));
    assertEquals("complete", record.object("metadata").text("end"));
  }

  @Test
  void a_stream_reset_after_its_counts_is_counted_and_passed_on_as_a_cut() throws Exception {
    assertCutAfterTheCounts((_, callback) -> callback.failed(new IOException("RST_STREAM")));
  }

  @Test
  void a_connection_that_goes_away_after_the_counts_is_counted_and_passed_on_as_a_cut() throws Exception {
    assertCutAfterTheCounts(
        (request, _) -> goAway((HTTP2Connection) request.getConnectionMetaData().getConnection()));
  }

  private static void goAway(HTTP2Connection connection) {
    Runnable cut = connection.getEndPoint()::close;
    connection.getSession().close(ErrorCode.INTERNAL_ERROR.code, "enough", Callback.from(cut, _ -> cut.run()));
  }
}
