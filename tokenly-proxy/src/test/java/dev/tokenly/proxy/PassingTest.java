package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.proxy.settings.Limits;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Provider;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.Target;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes and what does not: bytes, connections, limits, the negative tests of the security page. */
class PassingTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String PLAIN = "{\"model\":\"m\",\"messages\":[]}";

  @Test
  void passes_other_paths_and_methods_unmetered() throws Exception {
    byte[] upload = new byte[300_000];
    new Random(7).nextBytes(upload);
    try (ProxyRig rig =
        new ProxyRig(
            (request, wire) -> wire.reply(200, "application/x-" + request.method(), request.body(), "X-Odd: kept"))) {
      assertEquals("kept", RawClient.get(rig.port(), "/v1/models?x=%20y").headers().get("x-odd"));
      assertEquals("/v1/models?x=%20y", rig.upstream.last().path());
      try (RawClient client = new RawClient(rig.port())) {
        client.send("PUT", "/v1/files", upload);
        assertArrayEquals(upload, client.read().body());
      }
      assertTrue(rig.lines().isEmpty());
    }
  }

  @Test
  void keeps_connections_to_the_upstream() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"));
        RawClient client = new RawClient(rig.port())) {
      for (int call = 0; call < 20; call++) {
        client.send("POST", CHAT, PLAIN.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, client.read().status());
      }
      assertTrue(rig.upstream.connections() <= 3, "connections: " + rig.upstream.connections());
    }
  }

  @Test
  void drops_what_belongs_to_one_connection() throws Exception {
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.json(200, "{}", "Connection: X-Hop", "X-Hop: 1", "Keep-Alive: timeout=5"))) {
      RawClient.Reply reply = RawClient.post(rig.port(), CHAT, PLAIN, "Connection: X-Mine", "X-Mine: 1", "X-End: 2");
      assertFalse(reply.headers().containsKey("x-hop"));
      assertFalse(rig.upstream.last().headers().containsKey("x-mine"));
      assertEquals("2", rig.upstream.last().headers().get("x-end"));
    }
  }

  @Test
  void never_lets_a_request_choose_its_upstream() throws Exception {
    String body =
        "{\"model\":\"m\",\"api_base\":\"http://127.0.0.2:1\",\"base_url\":\"http://127.0.0.2:1\",\"user_config\":{\"api_base\":\"http://127.0.0.2:1\"},\"messages\":[]}";
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      assertEquals(200, RawClient.post(rig.port(), CHAT, body, "x-upstream: http://127.0.0.2:1").status());
      assertEquals(body, rig.upstream.last().text());
    }
  }

  @Test
  void refuses_paths_and_names_that_mean_something_else() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"))) {
      for (String path : List.of("/v1/../admin", "/v1/%2e%2e/admin", "//admin", "/v1/%2fadmin", "/v1;x/models",
          "/v1/..%5cadmin")) {
        int status = RawClient.get(rig.port(), path).status();
        assertTrue(status == 404 || status == 403 || status == 400, path + " gave " + status);
      }
      assertEquals(403, RawClient.get(rig.port(), "http://169.254.169.254/latest/meta-data").status());
      assertEquals(403, RawClient.get(rig.port(), "/v1/models", "Host: 169.254.169.254").status());
      assertEquals(403, RawClient.get(rig.port(), "/v1/models", "Host: evil.example").status());
      assertEquals(501,
          RawClient.get(rig.port(), "/v1/realtime", "Connection: Upgrade", "Upgrade: websocket").status());
      assertTrue(rig.upstream.received().isEmpty(), "nothing was connected to");
      assertEquals(200, RawClient.get(rig.port(), "/v1/models", "Host: tokenly-proxy:8081").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/", "//127.0.0.1:1/v1/models", "/\\127.0.0.1:1/", "127.0.0.1:1"})
  void neither_follows_nor_passes_on_a_redirect_to_another_server(String location) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(302, "{}", "Location: " + location))) {
      assertEquals(502, RawClient.post(rig.port(), CHAT, PLAIN).status());
      assertEquals(502, RawClient.get(rig.port(), "/v1/models").status());
      assertEquals(502, rig.record().count("status"));
      assertEquals(2, rig.upstream.received().size());
    }
  }

  @Test
  void answers_in_the_providers_shape_when_the_upstream_cannot_be_reached() throws Exception {
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.json(200, "{}"), settings -> to(settings, "http://127.0.0.1:1"))) {
      RawClient.Reply openAi = RawClient.post(rig.port(), CHAT, PLAIN);
      assertEquals(502, openAi.status());
      assertTrue(openAi.text().startsWith("{\"error\":{\"message\":\"the upstream of app"), openAi.text());
      assertTrue(RawClient.post(rig.port(), "/v1/messages", PLAIN).text()
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"api_error\""));
      assertTrue(RawClient.post(rig.port(), "/v1beta/models/x:generateContent", "{}").text()
          .startsWith("{\"error\":{\"code\":502"));
      assertEquals(502, rig.records(3).getFirst().count("status"));
      assertEquals("upstream_error", rig.records(3).getFirst().object("metadata").text("end"));
    }
  }

  private static ProxySettings to(ProxySettings settings, String upstream) {
    return ProxyRig.with(
        settings,
        listener -> new ListenerSettings(
            listener.place(), Target.of(URI.create(upstream), Provider.AUTO, false), listener.access(),
            listener.labels(), listener.rules()));
  }

  @Test
  void refuses_a_body_over_the_limit_without_reading_it() throws Exception {
    Limits.Sizes sizes = new Limits.Sizes(8 << 10, 1 << 20, 2 << 20);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{}"),
            settings -> ProxyRig.withLimits(settings, new Limits(sizes, settings.limits().times())))) {
      try (RawClient client = new RawClient(rig.port())) {
        client.raw(("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
        assertEquals(413, client.read().status());
      }
      try (RawClient client = new RawClient(rig.port())) {
        client.raw(("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
        assertEquals(431, client.read().status());
      }
    }
  }

  /** Attack 41: each dripped byte renews the idle timeout, and a connection that waits for its next call drips nothing. */
  @Test
  void cuts_heads_that_drip_and_no_connection_between_calls() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{}"),
            settings -> ProxyRig.withTimes(settings, Duration.ofMillis(400), Duration.ofSeconds(20),
                Duration.ofSeconds(2)));
        Socket drip = new Socket(InetAddress.getLoopbackAddress(), rig.port());
        Socket kept = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
      byte[] call = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8);
      kept.getOutputStream().write(call);
      byte[] first = new byte[12];
      assertEquals(12, kept.getInputStream().readNBytes(first, 0, 12));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      assertThrows(
          IOException.class,
          () -> {
            for (int at = 0; System.nanoTime() < deadline; at++) {
              drip.getOutputStream().write(at < 20 ? "POST /v1/chat HTTP/1".charAt(at) : 'x');
              Thread.sleep(20); // the pace of the attack
            }
          });
      kept.getOutputStream().write(call);
      assertTrue(kept.getInputStream().read() >= 0);
    }
  }

  @Test
  void keeps_a_connection_whose_call_took_longer_than_a_head_may() throws Exception {
    Duration head = Duration.ofMillis(200);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{}"),
            settings -> ProxyRig.withTimes(settings, head, Duration.ofSeconds(20), Duration.ofSeconds(2)));
        Socket kept = new Socket(InetAddress.getLoopbackAddress(), rig.port())) {
      String post = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400\r\n\r\n";
      kept.getOutputStream().write(post.getBytes(StandardCharsets.UTF_8));
      for (int at = 0; at < 400; at++) {
        kept.getOutputStream().write(' ');
        Thread.sleep(1); // the pace of a slow line
      }
      kept.setSoTimeout((int) head.toMillis() * 5);
      assertThrows(SocketTimeoutException.class, () -> {
        while (kept.getInputStream().read() >= 0) {
          // the answer, then nothing: the connection waits for its next call
        }
      });
    }
  }

  @Test
  void passes_a_megabyte_in_and_out_unchanged() throws Exception {
    byte[] large = new byte[1 << 20];
    Arrays.fill(large, (byte) 'a');
    String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + new String(large, StandardCharsets.US_ASCII) + "\"}]}";
    try (ProxyRig rig = new ProxyRig((received, wire) -> wire.reply(200, "application/json", received.body()))) {
      assertEquals(request, RawClient.post(rig.port(), CHAT, request).text());
      assertEquals(1 << 20, rig.record().object("metadata").count("history_chars"));
    }
  }

  @Test
  void times_out_an_upstream_that_says_nothing() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> assertTrue(wire.awaitClosed(10_000)),
            settings -> ProxyRig.withTimes(settings, Duration.ofSeconds(10), Duration.ofSeconds(20),
                Duration.ofMillis(300)))) {
      assertEquals(504, RawClient.post(rig.port(), CHAT, PLAIN).status());
      assertEquals("timeout", rig.record().object("metadata").text("end"));
    }
  }

  @Test
  void lets_streams_finish_when_it_is_stopped_and_takes_no_new_calls() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk("data: {}\n\n");
              assertTrue(closing.await(10, TimeUnit.SECONDS));
              Thread.sleep(100);
              wire.chunk("data: [DONE]\n\n");
              wire.endChunks();
            });
        RawClient client = new RawClient(rig.port())) {
      client.send("POST", CHAT, Streams.CHAT_REQUEST.getBytes(StandardCharsets.UTF_8));
      assertEquals("HTTP/1.1 200 OK", client.line().strip());
      int port = rig.port();
      Thread stop = Thread.ofVirtual().start(() -> close(rig.proxy));
      closing.countDown();
      String rest = "";
      for (byte[] some = client.some(4096); some.length > 0 && !rest.contains("\r\n0\r\n"); some = client.some(4096)) {
        rest += new String(some, StandardCharsets.UTF_8);
      }
      assertTrue(rest.contains("data: [DONE]"), rest);
      stop.join();
      assertEquals(1, rig.lines().size());
      assertThrows(IOException.class, () -> RawClient.get(port, "/v1/models"));
    }
  }

  private static void close(Proxy proxy) {
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
