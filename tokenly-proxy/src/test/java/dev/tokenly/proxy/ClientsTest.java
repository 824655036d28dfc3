package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.Streams.Fixture;
import dev.tokenly.proxy.upstream.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Clients that leave early or read slowly: what they cost is known, and they cost the proxy nothing. */
class ClientsTest {
  static final List<Fixture> ALL = Streams.ALL;

  /** The client leaves after a share of the reply; what the provider says later is still counted. */
  @ParameterizedTest
  @FieldSource("ALL")
  void is_counted_when_the_client_leaves_after_0_10_50_and_90_per_cent(Fixture fixture) throws Exception {
    byte[] bytes = fixture.bytes();
    for (int share : new int[] {0, 10, 50, 90}) {
      int passed = Math.max(share == 0 ? 0 : 1, bytes.length * share / 100);
      CountDownLatch arrived = new CountDownLatch(1);
      CountDownLatch left = new CountDownLatch(1);
      try (ProxyRig rig =
          new ProxyRig(
              (_, wire) -> {
                arrived.countDown();
                if (passed > 0) {
                  wire.beginChunked(200, Streams.type(fixture));
                  wire.chunk(Arrays.copyOfRange(bytes, 0, passed));
                }
                assertTrue(left.await(20, TimeUnit.SECONDS));
                if (passed == 0) {
                  wire.beginChunked(200, Streams.type(fixture));
                }
                wire.chunk(Arrays.copyOfRange(bytes, passed, bytes.length));
                wire.endChunks();
              })) {
        RawClient client = new RawClient(rig.port());
        client.send("POST", fixture.path(), fixture.request().getBytes(StandardCharsets.UTF_8));
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        if (passed > 0) {
          assertTrue(client.some(10).length > 0);
        }
        client.hangUp();
        left.countDown();
        assertTruth(fixture, share, rig.record());
      }
    }
  }

  private static void assertTruth(Fixture fixture, int share, Fields record) {
    String what = fixture + " left at " + share + " %: " + record;
    assertEquals(fixture.truth().output(), record.count("output_tokens"), what);
    assertEquals(fixture.truth().input(), record.count("input_tokens"), what);
    assertEquals("provider_final", record.object("metadata").text("usage_source"), what);
    List<Long> ends = share == 0 ? List.of(499L) : List.of(499L, 200L); // 200: all was sent before it was noticed
    assertTrue(ends.contains(record.count("status")), what);
  }

  @Test
  void a_slow_client_holds_its_upstream_back_and_gets_every_byte() throws Exception {
    byte[] piece = new byte[64 << 10];
    Arrays.fill(piece, (byte) 'x');
    int pieces = 1024;
    AtomicLong sent = new AtomicLong();
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginChunked(200, "application/octet-stream");
              for (int number = 0; number < pieces; number++) {
                wire.chunk(piece);
                sent.addAndGet(piece.length);
              }
              wire.endChunks();
            });
        RawClient client = new RawClient(rig.port())) {
      client.send("POST", "/v1/chat/completions", Streams.CHAT_REQUEST.getBytes(StandardCharsets.UTF_8));
      for (int kilobyte = 0; kilobyte < 20; kilobyte++) {
        assertTrue(client.some(1024).length > 0);
      }
      awaitStandstill(sent);
      assertTrue(sent.get() < 24 << 20, () -> "the proxy took in " + sent + " bytes that nobody reads");
      long rest = 0;
      for (byte[] some = client.some(1 << 16); some.length > 0 && rest < (long) pieces * piece.length - 30_000;) {
        rest += some.length;
        some = client.some(1 << 16);
      }
      assertTrue(rest >= (long) pieces * piece.length - 30_000, "bytes: " + rest);
      assertEquals("complete", rig.record().object("metadata").text("end"));
    }
  }

  /** Waits until the sender has not moved for a while. */
  private static void awaitStandstill(AtomicLong sent) throws InterruptedException {
    long before = -1;
    while (sent.get() != before) {
      before = sent.get();
      Thread.sleep(300);
    }
  }

  @Test
  void an_upstreams_refusal_keeps_its_status_with_and_without_a_body() throws Exception {
    for (int status : new int[] {400, 401, 429, 500, 502, 503, 529}) {
      for (String body : List.of("", "{\"error\":{\"message\":\"no\",\"type\":\"t\"}}")) {
        for (String request : List.of("{\"model\":\"m\",\"messages\":[]}", Streams.CHAT_REQUEST)) {
          try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(status, body, "retry-after: 3"))) {
            RawClient.Reply reply = RawClient.post(rig.port(), "/v1/chat/completions", request);
            assertEquals(status, reply.status());
            assertArrayEquals(body.getBytes(StandardCharsets.UTF_8), reply.body());
            assertEquals("3", reply.headers().get("retry-after"));
            assertEquals(status, rig.record().count("status"));
            assertEquals(0, rig.record().count("input_tokens"));
            assertEquals("none", rig.record().object("metadata").text("usage_source"));
          }
        }
      }
    }
  }
}
