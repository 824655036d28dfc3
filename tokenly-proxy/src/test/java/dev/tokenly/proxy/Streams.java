package dev.tokenly.proxy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Invented replies of every provider with their truth, as event streams. */
@SuppressWarnings("StringConcatToTextBlock") // bytes are meant to be seen as they go over the wire
final class Streams {
  private Streams() {}

  /** A stream with what it must be counted as; {@code path} and {@code request} call for it. */
  record Fixture(String name, String path, String request, String body, Truth truth) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Tokens in a record's buckets. */
  record Truth(long input, long cacheRead, long cacheWrite, long output, String stopReason) {}

  static final String CHAT_REQUEST =
      "{\"model\":\"gpt-x\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String CHAT = "/v1/chat/completions";
  static final String MESSAGES_REQUEST =
      "{\"model\":\"claude-x\",\"max_tokens\":99,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  private static final String ID =
      "\"id\":\"chatcmpl-Zz91Yy82Xx73Ww64\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-x\"";

  static String chat(String rest) {
    return "data: {" + ID + "," + rest + "}\n\n";
  }

  static String anthropic(String type, String rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
  }

  static String start(String usage) {
    return anthropic("message_start",
        ",\"message\":{\"id\":\"msg_01QqWwEeRrTtYyUuIi\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"usage\":"
            + usage + "}");
  }

  static String delta(String reason, String usage) {
    return anthropic("message_delta", ",\"delta\":{\"stop_reason\":" + reason + "},\"usage\":" + usage);
  }

  static final String TEXT =
      anthropic("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
          + anthropic("ping", "")
          + anthropic("content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüß 🌍\"}")
          + anthropic("content_block_stop", ",\"index\":0");
  private static final String STOP = anthropic("message_stop", "");

  static final Fixture CHAT_NORMAL =
      new Fixture("chat normal", CHAT, CHAT_REQUEST,
          chat("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Grüß 🌍\"}}],\"usage\":null")
              + chat("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null")
              + chat(
                  "\"choices\":[],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29,\"prompt_tokens_details\":null}")
              + "data: [DONE]\n\n",
          new Truth(19, 0, 0, 10, "stop"));
  static final Fixture CHAT_TOOLS =
      new Fixture("chat tools", CHAT, CHAT_REQUEST,
          chat(
              "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]")
              + chat(
                  "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"usage\\\":{\\\"prompt_tokens\\\":999}}\"}}]}}]")
              + chat("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]")
              + chat("\"choices\":[],\"usage\":{\"prompt_tokens\":82,\"completion_tokens\":17,\"total_tokens\":99}")
              + "data: [DONE]\n\n",
          new Truth(82, 0, 0, 17, "tool_calls"));
  static final Fixture CHAT_REASONING_CACHED =
      new Fixture("chat reasoning, cached", CHAT, CHAT_REQUEST,
          chat("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"4\"}}]")
              + chat("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]")
              + chat("\"choices\":[],\"usage\":{\"prompt_tokens\":2006,\"completion_tokens\":300,\"total_tokens\":2306,"
                  + "\"prompt_tokens_details\":{\"cached_tokens\":1920},\"completion_tokens_details\":{\"reasoning_tokens\":256}}")
              + "data: [DONE]\n\n",
          new Truth(86, 1920, 0, 300, "length"));
  static final Fixture CHAT_USAGE_TWICE =
      new Fixture("chat, usage in the last content chunk and again alone", CHAT, CHAT_REQUEST,
          chat(
              "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}")
              + chat("\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}")
              + "data: [DONE]\n\n",
          new Truth(11, 0, 0, 5, "stop"));
  static final Fixture RESPONSES =
      new Fixture("responses", "/v1/responses", "{\"model\":\"gpt-x\",\"stream\":true,\"input\":\"hello\"}",
          "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_0123456789abcdef\",\"object\":\"response\",\"model\":\"gpt-x\",\"status\":\"in_progress\",\"usage\":null}}\n\n"
              + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n"
              + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_0123456789abcdef\",\"object\":\"response\",\"model\":\"gpt-x\",\"status\":\"completed\","
              + "\"usage\":{\"input_tokens\":328,\"input_tokens_details\":{\"cached_tokens\":128},\"output_tokens\":52,\"output_tokens_details\":{\"reasoning_tokens\":20},\"total_tokens\":380}}}\n\n",
          new Truth(200, 128, 0, 52, "completed"));
  static final Fixture MESSAGES =
      new Fixture("messages, cache hit", "/v1/messages", MESSAGES_REQUEST,
          start(
              "{\"input_tokens\":25,\"cache_creation_input_tokens\":400,\"cache_read_input_tokens\":8000,\"output_tokens\":1}")
              + TEXT + delta("\"end_turn\"", "{\"output_tokens\":15}") + STOP,
          new Truth(25, 8000, 400, 15, "end_turn"));
  static final Fixture MESSAGES_DELTAS =
      new Fixture("messages, several deltas", "/v1/messages", MESSAGES_REQUEST,
          start("{\"input_tokens\":2679,\"output_tokens\":3}") + TEXT + delta("null", "{\"output_tokens\":90}")
              + delta("\"tool_use\"", "{\"input_tokens\":10682,\"output_tokens\":510}") + STOP,
          new Truth(10682, 0, 0, 510, "tool_use"));
  static final Fixture MESSAGES_VENDOR =
      new Fixture("messages of a compatible vendor, split in the delta", "/v1/messages", MESSAGES_REQUEST,
          start("{\"input_tokens\":8834,\"output_tokens\":0}") + TEXT
              + delta("\"refusal\"", "{\"input_tokens\":18,\"cache_read_input_tokens\":8831,\"output_tokens\":34}")
              + STOP,
          new Truth(18, 8831, 0, 34, "refusal"));
  static final Fixture GEMINI =
      new Fixture("gemini", "/v1beta/models/gemini-x:streamGenerateContent?alt=sse",
          "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}",
          "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}],\"usageMetadata\":{\"promptTokenCount\":758,\"candidatesTokenCount\":20,\"totalTokenCount\":778},\"modelVersion\":\"gemini-x\",\"responseId\":\"aBcDeFgHiJkLmNoPqR\"}\r\n\r\n"
              + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":758,\"cachedContentTokenCount\":500,\"candidatesTokenCount\":102,\"thoughtsTokenCount\":865,\"totalTokenCount\":1725},\"modelVersion\":\"gemini-x\",\"responseId\":\"aBcDeFgHiJkLmNoPqR\"}\r\n\r\n",
          new Truth(258, 500, 0, 967, "STOP"));
  static final Fixture OLLAMA =
      new Fixture("ollama", "/api/chat",
          "{\"model\":\"llama-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
          "{\"model\":\"llama-x\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n"
              + "{\"model\":\"llama-x\",\"created_at\":\"2026-01-01T00:00:01Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":298}\n",
          new Truth(26, 0, 0, 298, "stop"));

  private static final List<Fixture> BASIC =
      List.of(CHAT_NORMAL, CHAT_TOOLS, CHAT_REASONING_CACHED, CHAT_USAGE_TWICE, RESPONSES, MESSAGES, MESSAGES_DELTAS,
          MESSAGES_VENDOR, GEMINI, OLLAMA);
  static final List<Fixture> ALL =
      Stream.concat(BASIC.stream(), StreamCases.ALL.stream().flatMap(List::stream)).toList();

  static String type(Fixture fixture) {
    return fixture.path().startsWith("/api/") ? "application/x-ndjson" : "text/event-stream";
  }
}
