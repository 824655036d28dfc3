package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.proxy.settings.Limits;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies and the memory they share. */
class BodiesTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String HEAD = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String PLAIN = "{\"model\":\"gpt-x\",\"messages\":[]}";

  /** Room for one body of a megabyte and not for a second. */
  private static ProxySettings withRoomForOne(ProxySettings settings, Duration bodyTime) {
    ProxySettings timed = ProxyRig.withTimes(settings, Duration.ofSeconds(10), bodyTime, Duration.ofSeconds(20));
    Limits.Sizes sizes = new Limits.Sizes(8 << 10, 1 << 20, 1 << 20);
    return ProxyRig.withLimits(timed, new Limits(sizes, timed.limits().times()));
  }

  /** Each dripped byte renews the idle timeout of the connection. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1048576", "Transfer-Encoding: chunked"})
  void one_that_drips_is_refused_and_gives_its_room_to_the_next(String framing) throws Exception {
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.json(200, "{}"), settings -> withRoomForOne(settings, Duration.ofSeconds(2)));
        RawClient client = new RawClient(rig.port())) {
      client.raw((HEAD + framing + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      Thread drip = Thread.ofVirtual().start(() -> drip(client, framing.contains("chunked") ? "1\r\nx\r\n" : "x"));
      RawClient.Reply reply = client.read();
      assertEquals(408, reply.status());
      assertEquals("close", reply.headers().get("connection"));
      drip.interrupt();
      drip.join();
      assertEquals(200, RawClient.post(rig.port(), CHAT, PLAIN).status());
      assertEquals(1, rig.upstream.received().size());
    }
  }

  /** Sends a piece again and again, until the connection is closed. */
  private static void drip(RawClient client, String piece) {
    try {
      while (true) {
        client.raw(piece.getBytes(StandardCharsets.UTF_8));
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** While a body of the full size is held, one that says no length gets no more than what it began with. */
  @Test
  void one_of_unknown_length_takes_its_share_of_the_memory_too() throws Exception {
    Limits.Sizes sizes = new Limits.Sizes(8 << 10, 4 << 20, 4 << 20);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              arrived.countDown();
              assertTrue(refused.await(20, TimeUnit.SECONDS));
              wire.json(200, "{}");
            },
            settings -> ProxyRig.withLimits(settings, new Limits(sizes, settings.limits().times())));
        RawClient held = new RawClient(rig.port());
        RawClient growing = new RawClient(rig.port())) {
      held.send("POST", CHAT, PLAIN.concat(" ".repeat((5 << 19) - PLAIN.length())).getBytes(StandardCharsets.UTF_8));
      assertTrue(arrived.await(20, TimeUnit.SECONDS));
      growing.raw((HEAD + "Transfer-Encoding: chunked\r\n\r\n400000\r\n").getBytes(StandardCharsets.UTF_8));
      Thread.ofVirtual().start(() -> drip(growing, " ".repeat(1 << 18)));
      assertEquals(503, growing.read().status());
      refused.countDown();
      assertEquals(200, held.read().status());
    }
  }

  @Test
  void one_as_large_as_the_whole_memory_is_no_wait() throws Exception {
    Limits.Sizes sizes = new Limits.Sizes(8 << 10, 1 << 20, 1 << 20);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> wire.json(200, "{}"),
            settings -> ProxyRig.withLimits(settings, new Limits(sizes, settings.limits().times())))) {
      String body = PLAIN + " ".repeat((1 << 20) - PLAIN.length());
      assertEquals(200, RawClient.post(rig.port(), CHAT, body).status());
    }
  }
}
