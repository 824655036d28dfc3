package dev.tokenly.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The elements of a list in an answer as the JSON they came as, so that nothing of them gets lost on the way. */
public final class Rows {
  private Rows() {}

  /** The elements of the list under a field, one compact JSON text each. */
  public static List<byte[]> of(Answer answer, String field) {
    return of(Envelope.slice(answer.bytes(), field));
  }

  static List<byte[]> of(byte[] array) {
    List<byte[]> elements = new ArrayList<>();
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(element)) {
          json.copyCurrentStructure(parser);
        }
        elements.add(element.toByteArray());
      }
      return elements;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer with those elements under a field. */
  public static Answer answer(String field, List<byte[]> elements) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(("{\"" + field + "\":").getBytes(StandardCharsets.UTF_8));
    object.writeBytes(array(elements));
    object.write('}');
    return new Answer(object.toByteArray());
  }

  static byte[] array(List<byte[]> elements) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.write('[');
    for (int at = 0; at < elements.size(); at++) {
      if (at > 0) {
        array.write(',');
      }
      array.writeBytes(elements.get(at));
    }
    array.write(']');
    return array.toByteArray();
  }
}
