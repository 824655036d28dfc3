package dev.tokenly.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  public static Answer of(Map<String, ? extends @Nullable Object> object) {
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

  /** A field that is a list of lists of scalars, nulls kept in their places; empty when there is no such field. */
  public List<List<@Nullable Object>> lists(String field) {
    List<List<@Nullable Object>> lists = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field);
        parser.nextToken();
        if (!wanted) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          lists.add(list(parser));
        }
      }
      return lists;
    } catch (IOException e) {
      throw new ApiException(new Failure.Incompatible("its answer is not valid JSON"), e);
    }
  }

  private static List<@Nullable Object> list(JsonParser parser) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token.isStructStart()) {
        list.add(JsonText.readObject(parser));
      } else {
        list.add(token == JsonToken.VALUE_NULL ? null : JsonText.scalar(parser));
      }
    }
    return list;
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
