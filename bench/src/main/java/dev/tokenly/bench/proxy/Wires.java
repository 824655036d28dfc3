package dev.tokenly.bench.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The few lines of HTTP/1.1 that both sides of a benchmark speak. */
final class Wires {
  private static final String SHORT =
      "\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"},{\"role\":\"user\",\"content\":\"Hello! How are you?\"}]}";

  private Wires() {}

  /** A chat request of about {@code size} bytes. */
  static byte[] request(Gateway gateway, boolean stream, int size) {
    return request(gateway, stream ? "true,\"stream_options\":{\"include_usage\":true}" : "false", size);
  }

  /** A stream that the model does not pace. */
  static byte[] hurriedStream(Gateway gateway) {
    return request(gateway, "true,\"stream_options\":{\"include_usage\":true}," + StreamModel.HURRY, 0);
  }

  private static byte[] request(Gateway gateway, String stream, int size) {
    String fill = size > SHORT.length() ? SHORT.replace("How", "x".repeat(size - SHORT.length()) + "How") : SHORT;
    String body = "{\"model\":\"bench\",\"stream\":" + stream + "," + fill;
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer sk-bench\r\n" + gateway.headers() + "Content-Length: " + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    if (next < 0) {
      throw new EOFException();
    }
    return line.toString();
  }
}
