package dev.tokenly.proxy;

import dev.tokenly.proxy.upstream.FakeUpstream;
import dev.tokenly.proxy.upstream.Wire;
import java.io.IOException;

/** What a fake provider answers to the SDKs' calls: by the path, and by the model asked for. */
final class SdkModel {
  private static final String CHAT_HEAD =
      "{\"id\":\"chatcmpl-Sdk0123456789ab\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-x\",";
  private static final String CHAT =
      """
      {"id":"chatcmpl-Sdk0123456789ab","object":"chat.completion","created":1,"model":"gpt-x","choices":[{"index":0,\
      "message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":11,"completion_tokens":22,"total_tokens":33}}""";
  private static final String EMBEDDING =
      """
      {"object":"list","model":"embed-x","data":[{"object":"embedding","index":0,"embedding":[0.5,0.25]}],\
      "usage":{"prompt_tokens":8,"total_tokens":8}}""";
  private static final String MESSAGE =
      """
      {"id":"msg_01Sdk0123456789ab","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text",\
      "text":"Hi"}],"stop_reason":"end_turn","usage":{"input_tokens":7,"cache_read_input_tokens":100,"output_tokens":5}}""";
  private static final String GEMINI =
      """
      {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP","index":0}],\
      "usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":3,"thoughtsTokenCount":2,"totalTokenCount":9},\
      "modelVersion":"gemini-x","responseId":"GeminiSdk0123456789"}""";

  private static final String TOOL_USE =
      "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{}}";

  private SdkModel() {}

  /** The beginning of a stream, whose client then leaves. */
  private static void begin(Wire wire, Streams.Fixture fixture, String upTo) throws IOException {
    wire.beginEvents();
    wire.chunk(fixture.body().substring(0, fixture.body().indexOf(upTo)) + "\n\n");
    stall(wire);
  }

  /** The proxy reads on for a client that has left, but not for ever. */
  private static void stall(Wire wire) throws IOException {
    wire.awaitClosed(1_000);
    wire.cut();
  }

  static void answer(FakeUpstream.Received request, Wire wire) throws IOException {
    String path = request.path();
    if (path.contains("Content")) {
      gemini(path, wire);
    } else if (path.endsWith("/messages")) {
      anthropic(request, wire);
    } else if (path.endsWith("/responses")) {
      wire.events(Streams.RESPONSES.bytes());
    } else if (path.endsWith("/embeddings")) {
      wire.json(200, EMBEDDING);
    } else {
      chat(request, wire);
    }
  }

  private static void chat(FakeUpstream.Received request, Wire wire) throws IOException {
    String text = request.text();
    if (text.contains("\"error\"")) {
      wire.json(429,
          "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\",\"code\":null,\"param\":null}}");
    } else if (text.contains("\"plain\"")) {
      wire.json(200, CHAT, "x-request-id: req_sdk0123456789");
    } else {
      stream(text, wire);
    }
  }

  private static void stream(String request, Wire wire) throws IOException {
    wire.beginEvents();
    String delta =
        request.contains("\"tools\",")
            ? "\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]"
            : "\"content\":\"Grüß 🌍\"";
    wire.chunk("data: " + CHAT_HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"," + delta
        + "},\"finish_reason\":null}]}\n\n");
    if (request.contains("\"slow\"")) {
      stall(wire);
      return;
    }
    String reason = request.contains("\"tools\",") ? "tool_calls" : "stop";
    wire.chunk(
        "data: " + CHAT_HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n");
    if (request.contains("\"include_usage\":true")) {
      wire.chunk("data: " + CHAT_HEAD
          + "\"choices\":[],\"usage\":{\"prompt_tokens\":13,\"completion_tokens\":17,\"total_tokens\":30}}\n\n");
    }
    wire.chunk("data: [DONE]\n\n");
    wire.endChunks();
  }

  private static void anthropic(FakeUpstream.Received request, Wire wire) throws IOException {
    if (request.text().contains("\"slow\"")) {
      begin(wire, Streams.MESSAGES, "event: content_block_stop");
    } else if (request.text().contains("\"tools\",")) {
      wire.json(200, MESSAGE.replace("{\"type\":\"text\",\"text\":\"Hi\"}", TOOL_USE));
    } else if (request.text().contains("\"error\"")) {
      wire.json(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}");
    } else if (request.text().contains("\"stream\":true")) {
      wire.events(Streams.MESSAGES.bytes());
    } else {
      wire.json(200, MESSAGE, "request-id: req_01Sdk0123456789");
    }
  }

  private static void gemini(String path, Wire wire) throws IOException {
    if (path.contains("/slow:")) {
      begin(wire, Streams.GEMINI, "\r\n\r\ndata: ");
    } else if (path.contains("/error:")) {
      wire.json(429, "{\"error\":{\"code\":429,\"message\":\"slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}");
    } else if (path.contains("/tools:")) {
      wire.json(200, GEMINI.replace("{\"text\":\"Hi\"}", "{\"functionCall\":{\"name\":\"weather\",\"args\":{}}}"));
    } else if (path.contains("streamGenerateContent")) {
      wire.events(Streams.GEMINI.bytes());
    } else {
      wire.json(200, GEMINI);
    }
  }
}
