package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.upstream.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every defect other meters are known for, by the effect it had. */
class KnownDefectsTest {
  private static final String PLAIN = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String STREAM = PLAIN.replace("\"model\"", "\"stream\":true,\"model\"");
  private static final String CHAT = "/v1/chat/completions";

  private static Fields counted(String path, String request, String reply) throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, reply))) {
      assertEquals(reply, RawClient.post(rig.port(), path, request).text());
      return rig.record();
    }
  }

  @Test
  void usage_is_known_when_a_streams_client_hangs_up() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk("data: {\"id\":\"chatcmpl-1234567890abc\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n");
              assertTrue(gone.await(10, TimeUnit.SECONDS));
              wire.chunk(
                  "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":60}}\n\ndata: [DONE]\n\n");
              wire.endChunks();
            })) {
      RawClient client = new RawClient(rig.port());
      client.send("POST", CHAT, STREAM.getBytes(StandardCharsets.UTF_8));
      assertTrue(client.some(10).length > 0);
      client.hangUp();
      gone.countDown();
      Fields record = rig.record();
      assertEquals(50, record.count("input_tokens"));
      assertEquals(60, record.count("output_tokens"));
      assertEquals(499, record.count("status"));
      assertEquals("client_abort", record.object("metadata").text("end"));
      assertEquals("provider_final", record.object("metadata").text("usage_source"));
    }
  }

  @Test
  void usage_is_known_when_a_plain_calls_client_hangs_up_before_the_answer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              arrived.countDown();
              assertTrue(gone.await(10, TimeUnit.SECONDS));
              wire.json(200,
                  "{\"id\":\"chatcmpl-1234567890abc\",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}");
            })) {
      RawClient client = new RawClient(rig.port());
      client.send("POST", CHAT, PLAIN.getBytes(StandardCharsets.UTF_8));
      assertTrue(arrived.await(10, TimeUnit.SECONDS));
      client.hangUp();
      Thread.sleep(50);
      gone.countDown();
      assertEquals(6, rig.record().count("output_tokens"));
      assertEquals(499, rig.record().count("status"));
    }
  }

  @Test
  void a_hung_up_client_cancels_its_upstream_where_that_is_asked_for() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n");
              if (wire.awaitClosed(10_000)) {
                closed.countDown();
              }
            },
            settings -> ProxyRig.withOperation(settings, new ProxySettings.Operation(false, null, null, null)))) {
      RawClient client = new RawClient(rig.port());
      client.send("POST", CHAT, STREAM.getBytes(StandardCharsets.UTF_8));
      assertTrue(client.some(10).length > 0);
      client.hangUp();
      assertTrue(closed.await(10, TimeUnit.SECONDS), "the upstream was not cancelled");
      Fields record = rig.record();
      assertEquals(499, record.count("status"));
      assertEquals(0, record.count("output_tokens"));
      assertTrue(record.object("metadata").flag("estimated", false));
      assertTrue(record.object("metadata").flag("usage_missing", false));
    }
  }

  @Test
  void an_explicit_zero_stays_zero() throws Exception {
    Fields record =
        counted(CHAT, PLAIN, "{\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}");
    assertEquals(0, record.count("input_tokens"));
    assertFalse(record.object("metadata").has("usage_missing"));
    assertEquals("provider_final", record.object("metadata").text("usage_source"));
  }

  @Test
  void no_usage_is_marked_as_missing_and_never_guessed() throws Exception {
    Fields record = counted(CHAT, PLAIN, "{\"choices\":[{\"message\":{\"content\":\"a long answer\"}}]}");
    assertEquals(0, record.count("output_tokens"));
    assertTrue(record.object("metadata").flag("usage_missing", false));
    assertFalse(record.object("metadata").has("estimated"));
  }

  @Test
  void a_failure_in_mid_stream_is_no_success() throws Exception {
    String error =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"secret words\"}}\n\n";
    String start = Streams.MESSAGES.body().substring(0, Streams.MESSAGES.body().indexOf("event: message_delta"));
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events((start + error).getBytes(StandardCharsets.UTF_8)))) {
      RawClient.Reply reply = RawClient.post(rig.port(), "/v1/messages", Streams.MESSAGES.request());
      assertEquals(start + error, reply.text());
      Fields record = rig.record();
      assertEquals(502, record.count("status"));
      assertEquals("upstream_error", record.object("metadata").text("end"));
      assertEquals("overloaded_error", record.object("metadata").text("error_type"));
      assertEquals(25, record.count("input_tokens"));
      assertEquals("provider_partial", record.object("metadata").text("usage_source"));
      assertFalse(rig.lines().getFirst().contains("secret"));
    }
  }

  @Test
  void an_upstreams_error_keeps_its_status_and_body() throws Exception {
    for (int status : List.of(400, 401, 404, 429, 500, 502, 529)) {
      String body = "{\"error\":{\"message\":\"no\",\"type\":\"t" + status + "\"}}";
      try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(status, body, "Retry-After: 7"))) {
        RawClient.Reply reply = RawClient.post(rig.port(), CHAT, STREAM);
        assertEquals(status, reply.status());
        assertEquals(body, reply.text());
        assertEquals("7", reply.headers().get("retry-after"));
        assertEquals(status, rig.record().count("status"));
        assertEquals(0, rig.record().count("output_tokens"));
        assertEquals("t" + status, rig.record().object("metadata").text("error_type"));
      }
    }
  }

  @Test
  void cache_reads_are_no_input_in_streams_either() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events(Streams.CHAT_REASONING_CACHED.bytes()))) {
      RawClient.post(rig.port(), CHAT, Streams.CHAT_REQUEST);
      assertEquals(86, rig.record().count("input_tokens"));
      assertEquals(1920, rig.record().count("cache_read_tokens"));
    }
  }

  @Test
  void cache_writes_are_counted_once_in_their_lifetimes() throws Exception {
    Fields record =
        counted("/v1/messages", PLAIN,
            "{\"id\":\"msg_0123456789abcdef\",\"type\":\"message\",\"model\":\"claude-x\",\"usage\":{\"input_tokens\":3,\"cache_creation_input_tokens\":3000,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":1000,\"ephemeral_1h_input_tokens\":2000},\"cache_read_input_tokens\":0,\"output_tokens\":9}}");
    assertEquals(1000, record.count("cache_write_tokens"));
    assertEquals(2000, record.count("cache_write_1h_tokens"));
    assertEquals(3, record.count("input_tokens"));
  }

  @Test
  void null_details_do_not_break_a_stream() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events(Streams.CHAT_NORMAL.bytes()))) {
      assertArrayEquals(Streams.CHAT_NORMAL.bytes(), RawClient.post(rig.port(), CHAT, Streams.CHAT_REQUEST).body());
      assertEquals(19, rig.record().count("input_tokens"));
    }
  }

  @Test
  void numbers_of_local_servers_that_repeat_do_not_make_two_calls_one() throws Exception {
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.json(200,
            "{\"id\":\"chatcmpl-417\",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}"))) {
      RawClient.post(rig.port(), CHAT, PLAIN);
      RawClient.post(rig.port(), CHAT, PLAIN);
      List<Fields> records = rig.records(2);
      assertEquals(2, Set.of(records.get(0).text("request_id"), records.get(1).text("request_id")).size());
    }
  }

  @Test
  void a_server_that_refuses_to_be_asked_is_asked_again_without() throws Exception {
    try (ProxyRig rig =
        new ProxyRig(
            (request, wire) -> {
              if (request.text().contains("stream_options")) {
                wire.json(400, "{\"error\":{\"message\":\"unknown field stream_options\"}}");
              } else {
                wire.events("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n"
                    .getBytes(StandardCharsets.UTF_8));
              }
            })) {
      assertEquals(200, RawClient.post(rig.port(), CHAT, STREAM).status());
      assertEquals(STREAM, rig.upstream.last().text());
      List<Fields> records = rig.records(2);
      assertEquals(400, records.get(0).count("status"));
      assertEquals(2, records.get(1).object("metadata").count("attempt"));
      RawClient.post(rig.port(), CHAT, STREAM);
      assertEquals(3, rig.upstream.received().size(), "it is not asked a second time");
    }
  }

  @Test
  void tries_of_one_request_are_records_of_their_own() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(429, "{\"error\":{\"type\":\"rate_limit_error\"}}"))) {
      RawClient.post(rig.port(), CHAT, PLAIN, "idempotency-key: k-1", "x-stainless-retry-count: 0");
      RawClient.post(rig.port(), CHAT, PLAIN, "idempotency-key: k-1", "x-stainless-retry-count: 1");
      List<Fields> records = rig.records(2);
      assertEquals("k-1", records.get(0).object("metadata").text("logical_request_id"));
      assertEquals("k-1", records.get(1).object("metadata").text("logical_request_id"));
      assertEquals(2, records.get(1).object("metadata").count("attempt"));
    }
  }

  @Test
  void a_cut_after_the_final_counts_is_complete_for_the_books_and_a_cut_for_the_client() throws Exception {
    String body = Streams.CHAT_NORMAL.body().replace("data: [DONE]\n\n", "");
    try (ProxyRig rig =
        new ProxyRig(
            (_, wire) -> {
              wire.beginEvents();
              wire.chunk(body);
              wire.cut();
            })) {
      assertFalse(RawClient.post(rig.port(), CHAT, Streams.CHAT_REQUEST).whole());
      assertEquals("complete", rig.record().object("metadata").text("end"));
      assertEquals("provider_final", rig.record().object("metadata").text("usage_source"));
    }
  }

  @Test
  void counts_that_do_not_add_up_are_flagged() throws Exception {
    Fields record =
        counted(CHAT, PLAIN, "{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":10,\"total_tokens\":5}}");
    assertTrue(record.object("metadata").flag("usage_inconsistent", false));
  }
}
