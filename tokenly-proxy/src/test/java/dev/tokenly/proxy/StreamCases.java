package dev.tokenly.proxy;

import dev.tokenly.proxy.Streams.Fixture;
import dev.tokenly.proxy.Streams.Truth;
import java.util.List;

/** What each provider streams besides its plain reply: tools, reasoning, refusals, replies that were too long, errors. */
@SuppressWarnings("StringConcatToTextBlock") // bytes are meant to be seen as they go over the wire
final class StreamCases {
  private StreamCases() {}

  /** Arguments a model may write, which look like counts and are none. */
  private static final String FALSE_COUNTS = "{\\\"usage\\\":{\\\"input_tokens\\\":999,\\\"prompt_tokens\\\":999}}";

  private static final String RESPONSES_REQUEST = "{\"model\":\"gpt-x\",\"stream\":true,\"input\":\"hello\"}";
  private static final String GEMINI_PATH = "/v1beta/models/gemini-x:streamGenerateContent?alt=sse";
  private static final String GEMINI_REQUEST = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";
  private static final String OLLAMA_REQUEST =
      "{\"model\":\"llama-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private static Fixture chat(String name, String choice, String reason, String usage, Truth truth) {
    String body =
        Streams.chat("\"choices\":[" + choice + "],\"usage\":null")
            + Streams.chat(
                "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}],\"usage\":null")
            + Streams.chat("\"choices\":[],\"usage\":" + usage)
            + "data: [DONE]\n\n";
    return new Fixture("chat, " + name, "/v1/chat/completions", Streams.CHAT_REQUEST, body, truth);
  }

  private static final List<Fixture> CHAT =
      List.of(
          chat("refusal", "{\"index\":0,\"delta\":{\"refusal\":\"No.\"}}", "content_filter",
              "{\"prompt_tokens\":30,\"completion_tokens\":4,\"total_tokens\":34}",
              new Truth(30, 0, 0, 4, "content_filter")),
          chat("max_tokens", "{\"index\":0,\"delta\":{\"content\":\"On and\"}}", "length",
              "{\"prompt_tokens\":7,\"completion_tokens\":16,\"total_tokens\":23}", new Truth(7, 0, 0, 16, "length")),
          chat("two choices that share one usage",
              "{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":\"b\"}}", "stop",
              "{\"prompt_tokens\":9,\"completion_tokens\":20,\"total_tokens\":29}", new Truth(9, 0, 0, 20, "stop")),
          new Fixture("chat, running counts on every chunk (vLLM)", "/v1/chat/completions", Streams.CHAT_REQUEST,
              Streams.chat("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":12,"
                  + "\"completion_tokens\":1,\"total_tokens\":13}")
                  + Streams.chat("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}],\"usage\":"
                      + "{\"prompt_tokens\":12,\"completion_tokens\":2,\"total_tokens\":14}")
                  + Streams.chat("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":"
                      + "{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}")
                  + "data: [DONE]\n\n",
              new Truth(12, 0, 0, 3, "stop")));

  private static String responses(String type, String rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
  }

  private static String response(String status, String rest) {
    return "\"response\":{\"id\":\"resp_0123456789abcdef\",\"object\":\"response\",\"model\":\"gpt-x\",\"status\":\""
        + status + "\"," + rest + "}";
  }

  private static Fixture responses(String name, String delta, String end, Truth truth) {
    String start = responses("response.created", response("in_progress", "\"usage\":null"));
    return new Fixture("responses, " + name, "/v1/responses", RESPONSES_REQUEST, start + delta + end, truth);
  }

  private static final List<Fixture> RESPONSES =
      List.of(
          responses("tools",
              responses("response.function_call_arguments.delta",
                  "\"item_id\":\"fc_1\",\"delta\":\"" + FALSE_COUNTS + "\""),
              responses("response.completed", response("completed",
                  "\"usage\":{\"input_tokens\":82,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":17,"
                      + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":99}")),
              new Truth(82, 0, 0, 17, "completed")),
          responses("reasoning",
              responses("response.reasoning_summary_text.delta", "\"item_id\":\"rs_1\",\"delta\":\"Hm\""),
              responses("response.completed", response("completed",
                  "\"usage\":{\"input_tokens\":40,\"output_tokens\":700,"
                      + "\"output_tokens_details\":{\"reasoning_tokens\":640},\"total_tokens\":740}")),
              new Truth(40, 0, 0, 700, "completed")),
          responses("max_tokens",
              responses("response.output_text.delta", "\"delta\":\"On and\""),
              responses("response.incomplete", response("incomplete",
                  "\"incomplete_details\":{\"reason\":\"max_output_tokens\"},"
                      + "\"usage\":{\"input_tokens\":11,\"output_tokens\":64,\"total_tokens\":75}")),
              new Truth(11, 0, 0, 64, "max_output_tokens")),
          responses("refusal",
              responses("response.refusal.delta", "\"delta\":\"No.\""),
              responses("response.completed", response("completed",
                  "\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}],"
                      + "\"usage\":{\"input_tokens\":21,\"output_tokens\":5,\"total_tokens\":26}")),
              new Truth(21, 0, 0, 5, "completed")));

  private static Fixture messages(String name, String start, String deltas, String end, Truth truth) {
    String body = Streams.start(start) + deltas + end + Streams.anthropic("message_stop", "");
    return new Fixture("messages, " + name, "/v1/messages", Streams.MESSAGES_REQUEST, body, truth);
  }

  private static String block(String delta) {
    return Streams.anthropic("content_block_delta", ",\"index\":0,\"delta\":" + delta);
  }

  private static final List<Fixture> MESSAGES =
      List.of(
          messages("normal", "{\"input_tokens\":9,\"output_tokens\":1}", Streams.TEXT,
              Streams.delta("\"end_turn\"", "{\"output_tokens\":12}"), new Truth(9, 0, 0, 12, "end_turn")),
          messages("tools", "{\"input_tokens\":472,\"output_tokens\":2}",
              block("{\"type\":\"input_json_delta\",\"partial_json\":\"" + FALSE_COUNTS + "\"}"),
              Streams.delta("\"tool_use\"", "{\"output_tokens\":89}"), new Truth(472, 0, 0, 89, "tool_use")),
          messages("thinking", "{\"input_tokens\":50,\"output_tokens\":4}",
              block("{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}")
                  + block("{\"type\":\"signature_delta\",\"signature\":\"EqQB\"}") + Streams.TEXT,
              Streams.delta("\"end_turn\"", "{\"output_tokens\":1200}"), new Truth(50, 0, 0, 1200, "end_turn")),
          messages("cache written for five minutes and an hour",
              "{\"input_tokens\":3,\"cache_creation_input_tokens\":3000,\"cache_read_input_tokens\":0,\"cache_creation\":"
                  + "{\"ephemeral_5m_input_tokens\":1000,\"ephemeral_1h_input_tokens\":2000},\"output_tokens\":1}",
              Streams.TEXT, Streams.delta("\"end_turn\"", "{\"output_tokens\":8}"),
              new Truth(3, 0, 3000, 8, "end_turn")),
          messages("refusal", "{\"input_tokens\":77,\"output_tokens\":1}", "",
              Streams.delta("\"refusal\"", "{\"output_tokens\":1}"), new Truth(77, 0, 0, 1, "refusal")),
          messages("max_tokens", "{\"input_tokens\":15,\"output_tokens\":1}", Streams.TEXT,
              Streams.delta("\"max_tokens\"", "{\"output_tokens\":99}"), new Truth(15, 0, 0, 99, "max_tokens")),
          messages("zero in the start and all in the delta (OpenRouter)", "{\"input_tokens\":0,\"output_tokens\":0}",
              Streams.TEXT,
              Streams.delta("\"end_turn\"",
                  "{\"input_tokens\":240,\"cache_read_input_tokens\":60,\"output_tokens\":31}"),
              new Truth(240, 60, 0, 31, "end_turn")));

  private static String gemini(String candidates, String usage) {
    return "data: {" + candidates + "\"usageMetadata\":{" + usage
        + "},\"modelVersion\":\"gemini-x\",\"responseId\":\"aBcDeFgHiJkLmNoPqR\"}\r\n\r\n";
  }

  private static String candidate(String part, String reason) {
    String finish = reason.isEmpty() ? "" : ",\"finishReason\":\"" + reason + "\"";
    return "\"candidates\":[{\"content\":{\"parts\":[" + part + "]}" + finish + "}],";
  }

  private static Fixture gemini(String name, Truth truth, String... events) {
    return new Fixture("gemini, " + name, GEMINI_PATH, GEMINI_REQUEST, String.join("", events), truth);
  }

  private static final List<Fixture> GEMINI =
      List.of(
          gemini("normal", new Truth(4, 0, 0, 6, "STOP"),
              gemini(candidate("{\"text\":\"Hi\"}", ""),
                  "\"promptTokenCount\":4,\"candidatesTokenCount\":2,\"totalTokenCount\":6"),
              gemini(candidate("{\"text\":\"!\"}", "STOP"),
                  "\"promptTokenCount\":4,\"candidatesTokenCount\":6,\"totalTokenCount\":10")),
          gemini("tools", new Truth(133, 0, 0, 25, "STOP"),
              gemini(
                  candidate(
                      "{\"functionCall\":{\"name\":\"f\",\"args\":{\"usageMetadata\":{\"promptTokenCount\":999}}}}",
                      "STOP"),
                  "\"promptTokenCount\":40,\"toolUsePromptTokenCount\":93,\"candidatesTokenCount\":25,\"totalTokenCount\":158")),
          gemini("max_tokens, all of it thought", new Truth(10, 0, 0, 64, "MAX_TOKENS"),
              gemini("\"candidates\":[{\"content\":{},\"finishReason\":\"MAX_TOKENS\"}],",
                  "\"promptTokenCount\":10,\"thoughtsTokenCount\":64,\"totalTokenCount\":74")),
          gemini("refusal of the answer", new Truth(12, 0, 0, 3, "SAFETY"),
              gemini(candidate("{\"text\":\"\"}", "SAFETY"),
                  "\"promptTokenCount\":12,\"candidatesTokenCount\":3,\"totalTokenCount\":15")));

  private static Fixture ollama(String name, String path, String request, String first, String last, Truth truth) {
    String head = "{\"model\":\"llama-x\",\"created_at\":\"2026-01-01T00:00:00Z\",";
    return new Fixture("ollama, " + name, path, request, head + first + "}\n" + head + "\"done\":true," + last + "}\n",
        truth);
  }

  private static final List<Fixture> OLLAMA =
      List.of(
          ollama("tools", "/api/chat", OLLAMA_REQUEST,
              "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\","
                  + "\"arguments\":{\"eval_count\":999}}}]},\"done\":false",
              "\"done_reason\":\"stop\",\"prompt_eval_count\":169,\"eval_count\":22", new Truth(169, 0, 0, 22, "stop")),
          ollama("thinking", "/api/chat", OLLAMA_REQUEST,
              "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm\"},\"done\":false",
              "\"done_reason\":\"stop\",\"prompt_eval_count\":14,\"eval_count\":250", new Truth(14, 0, 0, 250, "stop")),
          ollama("max_tokens, generate", "/api/generate", "{\"model\":\"llama-x\",\"prompt\":\"hello\"}",
              "\"response\":\"On and\",\"done\":false",
              "\"done_reason\":\"length\",\"prompt_eval_count\":5,\"eval_count\":128",
              new Truth(5, 0, 0, 128, "length")));

  static final List<List<Fixture>> ALL = List.of(CHAT, RESPONSES, MESSAGES, GEMINI, OLLAMA);
}
