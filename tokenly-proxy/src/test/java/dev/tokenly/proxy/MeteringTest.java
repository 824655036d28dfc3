package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.upstream.RawClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeteringTest {
  private static final String CHAT =
      """
      {"model":"gpt-x","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße?"}]}""";
  private static final String CHAT_STREAM = CHAT.replace("\"model\"", "\"stream\":true,\"model\"");
  private static final String ANSWER =
      """
      {"id":"chatcmpl-A1b2C3d4E5f6G7h8","object":"chat.completion","model":"gpt-x-2026","choices":[{"index":0,\
      "message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":120,\
      "completion_tokens":30,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":100},\
      "completion_tokens_details":{"reasoning_tokens":12}}}""";

  @Test
  void counts_a_plain_reply_and_passes_its_bytes_unchanged() throws Exception {
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, ANSWER, "x-request-id: req_0123456789abcdef"))) {
      RawClient.Reply reply =
          RawClient.post(rig.port(), "/v1/chat/completions", CHAT, "Authorization: Bearer sk-mine",
              "x-session-id: s-1");

      assertEquals(200, reply.status());
      assertArrayEquals(ANSWER.getBytes(StandardCharsets.UTF_8), reply.body());
      assertEquals(CHAT, rig.upstream.last().text());
      assertEquals("Bearer sk-mine", rig.upstream.last().headers().get("authorization"));
      Fields record = rig.record();
      assertEquals("gpt-x-2026", record.text("model"));
      assertEquals("chatcmpl-A1b2C3d4E5f6G7h8", record.text("request_id"));
      assertEquals("req_0123456789abcdef", record.text("alternate_request_id"));
      assertEquals(20, record.count("input_tokens"));
      assertEquals(100, record.count("cache_read_tokens"));
      assertEquals(30, record.count("output_tokens"));
      assertEquals(12, record.count("reasoning_tokens"));
      assertEquals("app", record.text("application"));
      assertEquals("s-1", record.text("session_id"));
      assertEquals("proxy", record.text("source_format"));
      assertEquals(200, record.count("status"));
      Fields metadata = record.object("metadata");
      assertEquals(2, metadata.count("message_count"));
      assertEquals(9, metadata.count("system_chars"));
      assertEquals(6, metadata.count("history_chars"));
      assertEquals("provider_final", metadata.text("usage_source"));
      assertEquals("complete", metadata.text("end"));
      assertEquals(Fields.parse(ANSWER.getBytes(StandardCharsets.UTF_8)).object("usage").values(),
          metadata.object("usage_raw").values());
    }
  }

  @Test
  void asks_a_stream_for_its_usage_and_hides_the_chunk_that_only_has_it() throws Exception {
    String hello =
        "data: {\"id\":\"chatcmpl-A1b2C3d4E5f6G7h8\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"usage\":null}\n\n";
    String usage =
        "data: {\"id\":\"chatcmpl-A1b2C3d4E5f6G7h8\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
    String done = "data: [DONE]\n\n";
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.events(hello.getBytes(StandardCharsets.UTF_8),
        (usage + done).getBytes(StandardCharsets.UTF_8)))) {
      RawClient.Reply reply = RawClient.post(rig.port(), "/v1/chat/completions", CHAT_STREAM);

      assertTrue(rig.upstream.last().text().startsWith("{\"stream_options\":{\"include_usage\":true},"));
      assertTrue(rig.upstream.last().text().endsWith(CHAT_STREAM.substring(1)));
      assertEquals(hello + done, reply.text());
      assertTrue(reply.whole());
      Fields record = rig.record();
      assertEquals(7, record.count("input_tokens"));
      assertEquals(3, record.count("output_tokens"));
      assertTrue(record.flag("streaming", false));
      assertFalse(record.object("metadata").has("usage_missing"));
    }
  }
}
