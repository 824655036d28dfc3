package dev.tokenly.api;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request: method, path with query, headers and, where it has one, a body. */
record Request(String method, String path, Map<String, String> headers, @Nullable Body body) {

  /** What is sent: {@code length} bytes, written by {@code content} once an attempt; streamed when it is a file. */
  record Body(long length, boolean streamed, Content content) {}

  /** Writes a request's body. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static Request get(String path) {
    return new Request("GET", path, Map.of(), null);
  }

  static Request of(String method, String path) {
    return new Request(method, path, Map.of(), null);
  }

  /** A request with a JSON object as its body. */
  static Request json(String method, String path, Map<String, ? extends @Nullable Object> object) {
    byte[] text = JsonText.write(object).getBytes(StandardCharsets.UTF_8);
    Map<String, String> type = Map.of("Content-Type", "application/json");
    return new Request(method, path, type, new Body(text.length, false, out -> out.write(text)));
  }

  /** The same request with one header more. */
  Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, more, body);
  }
}
