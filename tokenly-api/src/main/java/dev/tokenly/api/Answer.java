package dev.tokenly.api;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A successful answer of a server: its JSON exactly as sent, parsed only by whoever asks for fields, so that a script's
 * {@code --json} costs no parsing.
 */
public final class Answer {
  private final byte[] body;

  public Answer(byte[] body) {
    this.body = body.clone();
  }

  /** An answer made of plain values; for documents put together from several answers. */
  public static Answer of(Map<String, Object> object) {
    return new Answer(JsonText.write(object).getBytes(StandardCharsets.UTF_8));
  }

  /** The JSON object; throws {@link ApiException} when the server sent something else. */
  public Fields fields() {
    try {
      return Fields.of(JsonText.trustedObject(body));
    } catch (IllegalArgumentException e) {
      throw new ApiException(new Failure.Incompatible("its answer is " + e.getMessage()), e);
    }
  }

  /** The answer as sent. */
  public byte[] bytes() {
    return body.clone();
  }

  /** Writes the answer as sent. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(body);
  }

  @Override
  public String toString() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
