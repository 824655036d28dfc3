package dev.tokenly.formats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.formats.api.UsageMeter.Framing;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.Usd;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UsageMeterTest {
  private static final String ANTHROPIC_START =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
          + "\"model\":\"claude-sonnet-5-5\",\"content\":[],\"usage\":{\"input_tokens\":12,"
          + "\"cache_creation_input_tokens\":900,\"cache_read_input_tokens\":5000,\"output_tokens\":1,"
          + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":900}}}}\n\n";
  private static final String ANTHROPIC_DELTA =
      "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
          + "\"usage\":{\"output_tokens\":41}}\n\n";

  private static ReplyUsage read(Framing framing, String body) {
    UsageMeter meter = new UsageMeter(framing);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    meter.feed(bytes, 0, bytes.length);
    meter.end();
    assertEquals(0, meter.unread());
    return meter.usage();
  }

  private static ReplyUsage whole(String body) {
    return read(Framing.WHOLE, body);
  }

  @Test
  void sets_anthropic_counts_from_start_and_delta_and_never_adds_them() {
    ReplyUsage usage = read(Framing.EVENTS, ANTHROPIC_START + ANTHROPIC_DELTA);
    assertEquals(new Tokens(12, 5000, 0, 900, 0, 41, 0), usage.tokens());
    assertEquals(new ReplyUsage.Answer("claude-sonnet-5-5", "msg_1", "end_turn", null), usage.answer());
    assertEquals(UsageSource.PROVIDER_FINAL, usage.source());
  }

  @Test
  void lets_the_last_anthropic_delta_correct_the_start() {
    String start =
        "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":8834,\"output_tokens\":5}}}\n\n";
    String delta =
        "data: {\"type\":\"message_delta\",\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":8831,\"output_tokens\":4}}\n\n";
    assertEquals(new Tokens(3, 8831, 0, 0, 0, 5, 0), read(Framing.EVENTS, start + delta).tokens());
  }

  @Test
  void counts_cache_writes_that_come_after_the_split_of_the_start() {
    String start =
        "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":1,"
            + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":400},\"cache_creation_input_tokens\":900}}}\n\n";
    String same = "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\n\n";
    String more =
        "data: {\"type\":\"message_delta\",\"usage\":{\"cache_creation_input_tokens\":950,\"output_tokens\":4}}\n\n";
    assertEquals(new Tokens(1, 0, 400, 0, 0, 4, 0), read(Framing.EVENTS, start + same).tokens());
    assertEquals(new Tokens(1, 0, 400, 0, 550, 4, 0), read(Framing.EVENTS, start + more).tokens());
  }

  @Test
  void counts_a_cut_stream_as_partial_and_never_above_its_end() {
    byte[] stream = (ANTHROPIC_START + ANTHROPIC_DELTA).getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= stream.length; cut++) {
      UsageMeter meter = new UsageMeter(Framing.EVENTS);
      meter.feed(stream, 0, cut);
      ReplyUsage usage = meter.usage();
      Tokens tokens = usage.tokens();
      assertEquals(tokens == null, usage.source() == UsageSource.NONE);
      assertTrue(tokens == null || tokens.output() <= 41);
      if (tokens != null && tokens.output() < 41) {
        assertEquals(UsageSource.PROVIDER_PARTIAL, usage.source());
      }
    }
  }

  @Test
  void reads_an_openai_chat_stream() {
    String stream =
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-6-sol\","
            + "\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
            + "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-6-sol\",\"choices\":[],\"usage\":{\"prompt_tokens\":4020,"
            + "\"completion_tokens\":80,\"total_tokens\":4100,\"prompt_tokens_details\":{\"cached_tokens\":1000,"
            + "\"cache_write_tokens\":3000},\"completion_tokens_details\":{\"reasoning_tokens\":30}}}\n\n"
            + "data: [DONE]\n\n";
    ReplyUsage usage = read(Framing.EVENTS, stream);
    assertEquals(new Tokens(20, 1000, 0, 0, 3000, 80, 30), usage.tokens());
    assertEquals(new ReplyUsage.Answer("gpt-6-sol", "chatcmpl-1", "stop", null), usage.answer());
    assertTrue(usage.isConsistent());
  }

  @Test
  void knows_that_nothing_was_counted() {
    ReplyUsage usage =
        read(Framing.EVENTS, "data: {\"id\":\"chatcmpl-1\",\"model\":\"m\",\"choices\":[]}\n\ndata: [DONE]\n\n");
    assertNull(usage.tokens());
    assertEquals(UsageSource.NONE, usage.source());
  }

  @Test
  void keeps_an_explicit_zero() {
    ReplyUsage usage =
        whole("{\"id\":\"a\",\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}");
    assertEquals(Tokens.ZERO, usage.tokens());
    assertEquals(UsageSource.PROVIDER_FINAL, usage.source());
  }

  @Test
  void reads_null_details_as_absent() {
    String body =
        "{\"id\":\"a\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"prompt_tokens_details\":null,"
            + "\"completion_tokens_details\":null}}";
    assertEquals(Tokens.of(7, 2), whole(body).tokens());
  }

  @Test
  void reads_the_last_event_of_a_responses_stream() {
    String stream =
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"usage\":null}}\n\n"
            + "event: response.incomplete\ndata: {\"type\":\"response.incomplete\",\"response\":{\"id\":\"resp_1\","
            + "\"object\":\"response\",\"model\":\"gpt-6-sol\",\"status\":\"incomplete\","
            + "\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"usage\":{\"input_tokens\":100,"
            + "\"input_tokens_details\":{\"cached_tokens\":60},\"output_tokens\":9,"
            + "\"output_tokens_details\":{\"reasoning_tokens\":4},\"total_tokens\":109}}}\n\n";
    ReplyUsage usage = read(Framing.EVENTS, stream);
    assertEquals(new Tokens(40, 60, 0, 0, 0, 9, 4), usage.tokens());
    assertEquals(new ReplyUsage.Answer("gpt-6-sol", "resp_1", "max_output_tokens", null), usage.answer());
  }

  @Test
  void keeps_geminis_last_chunk_and_adds_its_thoughts() {
    String stream =
        "data: {\"responseId\":\"r1\",\"modelVersion\":\"gemini-4-argon\",\"usageMetadata\":{\"promptTokenCount\":758,"
            + "\"totalTokenCount\":758}}\n\n"
            + "data: {\"responseId\":\"r1\",\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{"
            + "\"promptTokenCount\":758,\"cachedContentTokenCount\":500,\"candidatesTokenCount\":102,"
            + "\"thoughtsTokenCount\":865,\"toolUsePromptTokenCount\":10,\"totalTokenCount\":1735}}\n\n";
    ReplyUsage usage = read(Framing.EVENTS, stream);
    assertEquals(new Tokens(268, 500, 0, 0, 0, 967, 865), usage.tokens());
    assertTrue(usage.isConsistent());
  }

  @Test
  void finds_the_thoughts_an_openai_compatible_gemini_forgets() {
    String body = "{\"id\":\"a\",\"usage\":{\"prompt_tokens\":758,\"completion_tokens\":102,\"total_tokens\":1725}}";
    assertEquals(Tokens.of(758, 967), whole(body).tokens());
  }

  @Test
  void adds_the_reasoning_that_xai_counts_beside_the_output() {
    String body =
        "{\"id\":\"a\",\"model\":\"grok-4.6\",\"usage\":{\"prompt_tokens\":32,\"completion_tokens\":9,\"total_tokens\":135,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":94}}}";
    assertEquals(new Tokens(32, 0, 0, 0, 0, 103, 94), whole(body).tokens());
  }

  @Test
  void reads_ollamas_last_line() {
    String body =
        "{\"model\":\"llama\",\"done\":false,\"message\":{\"content\":\"x\"}}\n"
            + "{\"model\":\"llama\",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":259}";
    ReplyUsage usage = read(Framing.LINES, body);
    assertEquals(Tokens.of(26, 259), usage.tokens());
    assertEquals("stop", usage.answer().stopReason());
  }

  @Test
  void reads_converse_and_batch_wrappers() {
    String converse =
        "{\"output\":{\"message\":{\"role\":\"assistant\"}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":10,"
            + "\"outputTokens\":5,\"totalTokens\":35,\"cacheReadInputTokens\":20}}";
    assertEquals(new Tokens(10, 20, 0, 0, 0, 5, 0), whole(converse).tokens());
    String batch =
        "{\"id\":\"batch_req_1\",\"custom_id\":\"c\",\"response\":{\"status_code\":200,\"body\":{\"id\":\"chatcmpl-9\","
            + "\"model\":\"m\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}}}";
    assertEquals("chatcmpl-9", whole(batch).answer().id());
    assertEquals("batch", whole(batch).modifiers().tier());
  }

  @Test
  void adds_the_upstreams_bill_to_openrouters_fee_for_own_keys() {
    String usage = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"cost\":0.000325,\"is_byok\":%s,"
        + "\"cost_details\":{\"upstream_inference_cost\":0.0065}}";
    String body = "{\"id\":\"gen-1\",\"model\":\"x/y\"," + usage + "}";
    ReportedCost own = whole(String.format(Locale.ROOT, body, "true")).cost();
    ReportedCost plain = whole(String.format(Locale.ROOT, body, "false")).cost();
    assertNotNull(own);
    assertNotNull(plain);
    assertEquals(Usd.of("0.006825"), own.amount());
    assertEquals(Usd.of("0.000325"), plain.amount());
  }

  @Test
  void reports_an_error_in_the_middle_of_a_stream_by_its_type() {
    String stream =
        ANTHROPIC_START
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"secret\"}}\n\n";
    UsageMeter meter = new UsageMeter(Framing.EVENTS);
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    meter.feed(bytes, 0, bytes.length);
    assertEquals("overloaded_error", meter.usage().answer().errorType());
    assertEquals(UsageSource.PROVIDER_PARTIAL, meter.usage().source());
    assertFalse(meter.usage().toString().contains("secret"));
  }

  @Test
  void survives_what_is_no_json() {
    UsageMeter meter = new UsageMeter(Framing.EVENTS);
    byte[] bytes = "data: {\"usage\":{\"prompt\n\ndata: }{\n\ndata: 12\n\n".getBytes(StandardCharsets.UTF_8);
    meter.feed(bytes, 0, bytes.length);
    assertEquals(2, meter.unread());
    assertEquals(UsageSource.NONE, meter.usage().source());
  }
}
