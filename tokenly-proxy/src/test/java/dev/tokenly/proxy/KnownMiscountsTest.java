package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.proxy.settings.ListenerSettings;
import dev.tokenly.proxy.settings.Provider;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.settings.Target;
import dev.tokenly.proxy.upstream.RawClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other meters counted or priced wrongly, with the numbers of their reports where they gave them. */
class KnownMiscountsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String PLAIN = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private static String line(String path, String request, String type, String reply) throws Exception {
    byte[] body = reply.getBytes(StandardCharsets.UTF_8);
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.reply(200, type, body), KnownMiscountsTest::ofOpenAi)) {
      assertEquals(reply, RawClient.post(rig.port(), path, request).text());
      rig.record();
      return rig.lines().getFirst();
    }
  }

  /** As if the upstream were OpenAI's, whose models have prices. */
  private static ProxySettings ofOpenAi(ProxySettings settings) {
    return ProxyRig.with(
        settings,
        listener -> new ListenerSettings(
            listener.place(), Target.of(listener.target().base(), Provider.OPENAI, false), listener.access(),
            listener.labels(), listener.rules()));
  }

  private static Fields plain(String path, String reply) throws Exception {
    return Fields.parse(line(path, PLAIN, "application/json", reply).getBytes(StandardCharsets.UTF_8));
  }

  private static Fields streamed(String path, String request, String... events) throws Exception {
    String line = line(path, request, "text/event-stream", String.join("", events));
    return Fields.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  private static UsageRecord usage(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return ((UsageLine.Ok) new UsageLineReader(Clock.systemUTC(), 100_000_000).read(bytes, 0, bytes.length)).usage();
  }

  @Test
  void cached_tokens_cost_the_same_streamed_or_not() throws Exception {
    String counts =
        "\"id\":\"chatcmpl-1234567890abc\",\"model\":\"gpt-5\",\"usage\":{\"prompt_tokens\":2006,\"completion_tokens\":300,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":1920}}}";
    UsageRecord plain = usage(line(CHAT, PLAIN, "application/json", "{\"choices\":[]," + counts));
    UsageRecord streamed =
        usage(line(CHAT, Streams.CHAT_REQUEST, "text/event-stream",
            "data: {\"choices\":[]," + counts + "\n\ndata: [DONE]\n\n"));
    assertEquals(plain.tokens(), streamed.tokens());
    PriceBook book = PriceBook.shipped();
    assertEquals(CostSource.PRICED, book.price(plain).source());
    assertEquals(book.price(plain).cost(), book.price(streamed).cost());
  }

  @Test
  void cache_writes_are_counted_once_beside_their_sum() throws Exception {
    Fields record =
        streamed("/v1/messages", Streams.MESSAGES_REQUEST,
            Streams.start("{\"input_tokens\":3,\"cache_creation_input_tokens\":12304,\"output_tokens\":1,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":12304,\"ephemeral_1h_input_tokens\":0}}"),
            Streams.delta("\"end_turn\"", "{\"cache_creation_input_tokens\":12304,\"output_tokens\":550}"));
    assertEquals(12304, record.count("cache_write_tokens"));
    assertEquals(0, record.number("cache_write_other_tokens", 0));
    assertEquals(3, record.count("input_tokens"));
  }

  @Test
  void bedrocks_closing_metrics_count_the_cache_once() throws Exception {
    Fields record =
        streamed("/v1/messages", Streams.MESSAGES_REQUEST,
            Streams.start("{\"input_tokens\":3,\"cache_read_input_tokens\":32668,\"output_tokens\":1}"),
            Streams.delta("\"end_turn\"", "{\"output_tokens\":40}"),
            Streams.anthropic("message_stop",
                ",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":3,\"outputTokenCount\":40,"
                    + "\"cacheReadInputTokenCount\":32668,\"cacheWriteInputTokenCount\":0}"));
    assertEquals(32_671, record.count("input_tokens") + record.count("cache_read_tokens"));
    assertEquals(40, record.count("output_tokens"));
  }

  @Test
  void start_and_delta_are_never_added() throws Exception {
    Fields record =
        streamed("/v1/messages", Streams.MESSAGES_REQUEST,
            Streams.start("{\"input_tokens\":100,\"cache_read_input_tokens\":50,\"output_tokens\":7}"),
            Streams.delta("null",
                "{\"input_tokens\":100,\"cache_read_input_tokens\":50,\"output_tokens\":20}"),
            Streams.delta("\"end_turn\"",
                "{\"input_tokens\":100,\"cache_read_input_tokens\":50,\"output_tokens\":33}"));
    assertEquals(100, record.count("input_tokens"));
    assertEquals(50, record.count("cache_read_tokens"));
    assertEquals(33, record.count("output_tokens"));
  }

  @Test
  void a_compatible_vendors_true_split_replaces_the_prompt_size_of_the_start() throws Exception {
    Fields record =
        streamed("/v1/messages", Streams.MESSAGES_REQUEST, Streams.start("{\"input_tokens\":8834,\"output_tokens\":0}"),
            Streams.delta("\"end_turn\"",
                "{\"input_tokens\":18,\"cache_read_input_tokens\":8831,\"output_tokens\":5}"));
    assertEquals(18, record.count("input_tokens"));
    assertEquals(8831, record.count("cache_read_tokens"));
  }

  @Test
  void a_streamed_chat_is_priced_and_one_without_counts_costs_unknown_and_not_zero() throws Exception {
    String events = "data: {\"model\":\"gpt-5\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n%sdata: [DONE]\n\n";
    String counts = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}\n\n";
    PriceBook book = PriceBook.shipped();
    String counted = line(CHAT, Streams.CHAT_REQUEST, "text/event-stream", events.formatted(counts));
    assertEquals(CostSource.PRICED, book.price(usage(counted)).source());
    String untold = line(CHAT, Streams.CHAT_REQUEST, "text/event-stream", events.formatted(""));
    assertNull(book.price(usage(untold)).cost());
    assertEquals(CostSource.UNPRICED, book.price(usage(untold)).source());
  }

  @Test
  void counts_of_mistral_and_deepseek_are_kept() throws Exception {
    Fields mistral =
        streamed(CHAT, PLAIN.replace("\"model\"", "\"stream\":true,\"model\""),
            "data: {\"id\":\"cmpl-e5cc70bb28c444948073e77776eb30ef\",\"choices\":[{\"delta\":{\"content\":\"x\"},"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":16,\"total_tokens\":50,"
                + "\"completion_tokens\":34}}\n\n",
            "data: [DONE]\n\n");
    assertEquals(16, mistral.count("input_tokens"));
    assertEquals(34, mistral.count("output_tokens"));
    Fields deepseek =
        plain(CHAT,
            "{\"usage\":{\"prompt_tokens\":2100,\"completion_tokens\":9,\"total_tokens\":2109,"
                + "\"prompt_cache_hit_tokens\":2048,\"prompt_cache_miss_tokens\":52}}");
    assertEquals(52, deepseek.count("input_tokens"));
    assertEquals(2048, deepseek.count("cache_read_tokens"));
  }

  @Test
  void the_last_event_of_responses_is_counted_however_it_ends() throws Exception {
    for (String end : List.of("completed", "incomplete", "failed")) {
      Fields record =
          streamed("/v1/responses", "{\"model\":\"gpt-x\",\"stream\":true,\"input\":\"hello\"}",
              "event: response." + end + "\ndata: {\"type\":\"response." + end
                  + "\",\"response\":{\"id\":\"resp_0123456789abcdef\",\"status\":\"" + end
                  + "\",\"usage\":{\"input_tokens\":31,\"output_tokens\":8,\"total_tokens\":39}}}\n\n");
      assertEquals(31, record.count("input_tokens"), end);
      assertEquals(8, record.count("output_tokens"), end);
      assertEquals("provider_final", record.object("metadata").text("usage_source"), end);
    }
  }

  @Test
  void a_reply_of_three_megabytes_is_counted() throws Exception {
    Fields record =
        plain(CHAT, "{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(3 << 20)
            + "\"}}],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":70000}}");
    assertEquals(70_000, record.count("output_tokens"));
  }

  @Test
  void totals_that_hold_uncounted_thoughts_are_believed() throws Exception {
    Fields record =
        plain(CHAT,
            "{\"model\":\"gemini-x\",\"usage\":{\"prompt_tokens\":758,\"completion_tokens\":102,\"total_tokens\":1725}}");
    assertEquals(967, record.count("output_tokens"));
  }
}
