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

  private SdkModel() {}

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
      wire.awaitClosed(10_000);
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
    if (request.text().contains("\"error\"")) {
      wire.json(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}");
    } else if (request.text().contains("\"stream\":true")) {
      wire.events(Streams.MESSAGES.bytes());
    } else {
      wire.json(200, MESSAGE, "request-id: req_01Sdk0123456789");
    }
  }

  private static void gemini(String path, Wire wire) throws IOException {
    if (path.contains("streamGenerateContent")) {
      wire.events(Streams.GEMINI.bytes());
    } else {
      wire.json(200, GEMINI);
    }
  }
}
