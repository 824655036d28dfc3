package dev.tokenly.proxy.meter;

import java.nio.charset.StandardCharsets;

/** Changes to a request's bytes that leave every other byte as it came. */
public final class RequestBody {
  private static final byte[] ASK = "\"stream_options\":{\"include_usage\":true},".getBytes(StandardCharsets.US_ASCII);

  private RequestBody() {}

  /** The same JSON object with {@code stream_options.include_usage} in front; the very bytes when it is no object. */
  public static byte[] askingForUsage(byte[] body) {
    int brace = 0;
    while (brace < body.length && isSpace(body[brace])) {
      brace++;
    }
    if (brace == body.length || body[brace] != '{') {
      return body;
    }
    byte[] asking = new byte[body.length + ASK.length];
    System.arraycopy(body, 0, asking, 0, brace + 1);
    System.arraycopy(ASK, 0, asking, brace + 1, ASK.length);
    System.arraycopy(body, brace + 1, asking, brace + 1 + ASK.length, body.length - brace - 1);
    return asking;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || next == '\n';
  }
}
