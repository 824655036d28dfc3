package dev.tokenly.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenly.model.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers and a body that is either at hand or written as it is sent. */
public record Response(int status, Map<String, String> headers, Body body) {
  private static final String JSON = "application/json; charset=utf-8";

  public Response {
    headers = Map.copyOf(headers);
  }

  /** What is sent after the headers. */
  public sealed interface Body {
    /** A body at hand, in full. */
    final class Bytes implements Body {
      private final byte[] bytes;

      Bytes(byte[] bytes) {
        this.bytes = bytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    /** A body written as it is sent, of any length. */
    record Stream(Writer writer) implements Body {}
  }

  /** Writes a streamed body; runs on the request's thread and may block as long as it likes. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** 200 with a record, map or list as JSON in the wire's names. */
  public static Response json(Object value) {
    return json(200, value);
  }

  /** The status with a record, map or list as JSON in the wire's names. */
  public static Response json(int status, Object value) {
    try {
      return new Response(status, Map.of("Content-Type", JSON), new Body.Bytes(Json.mapper().writeValueAsBytes(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for a " + value.getClass().getName(), e);
    }
  }

  /** 200 with text of the content type. */
  public static Response text(String contentType, String text) {
    return bytes(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** 200 with bytes of the content type. */
  public static Response bytes(String contentType, byte[] bytes) {
    return new Response(200, Map.of("Content-Type", contentType), new Body.Bytes(bytes));
  }

  /** 200 with a body that is written as it is sent. */
  public static Response stream(String contentType, Writer writer) {
    return new Response(200, Map.of("Content-Type", contentType), new Body.Stream(writer));
  }

  /** The same answer with one more header. */
  public Response withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  boolean isJson() {
    return JSON.equals(headers.get("Content-Type"));
  }
}
