package dev.tokenly.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON document: {@code {"schema":"tokenly.NAME/v1","schema_version":1,"generated_at":…,"data":…,"next":…}}. What
 * the server said is copied byte for byte into {@code data}, so nothing is parsed and nothing gets lost on the way.
 */
public final class Envelope {
  private final String name;
  private final Clock clock;

  public Envelope(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /** The document around data that is JSON already; {@code next} is the cursor of what follows, if anything does. */
  public byte[] around(byte[] data, @Nullable String next) {
    ByteArrayOutputStream document = new ByteArrayOutputStream(data.length + 160);
    document.writeBytes(head());
    document.writeBytes(data);
    document.writeBytes(tail(next));
    return document.toByteArray();
  }

  /** All that stands before the data. */
  byte[] head() {
    String head = "{\"schema\":\"tokenly." + name + "/v1\",\"schema_version\":1,\"generated_at\":\"";
    return (head + Times.iso(clock.instant()) + "\",\"data\":").getBytes(StandardCharsets.UTF_8);
  }

  /** All that stands after it. */
  static byte[] tail(@Nullable String next) {
    return (",\"next\":" + (next == null ? "null" : quoted(next)) + "}\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    String object = JsonText.write(Map.of("n", text));
    return object.substring(object.indexOf(':') + 1, object.length() - 1);
  }

  /** The bytes of one field's value in an object, exactly as written; {@code []} when it is not there. */
  static byte[] slice(byte[] object, String field) {
    try (JsonParser parser = new JsonFactory().createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field);
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (wanted) {
          int end = (int) parser.currentLocation().getByteOffset();
          return Arrays.copyOfRange(object, start, end);
        }
      }
      return "[]".getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows with only the fields named, absent ones being null. */
  static byte[] selected(List<? extends Map<String, ? extends @Nullable Object>> rows, List<String> fields) {
    List<Map<String, @Nullable Object>> kept = new ArrayList<>();
    for (Map<String, ? extends @Nullable Object> row : rows) {
      Map<String, @Nullable Object> some = new LinkedHashMap<>();
      fields.forEach(field -> some.put(field, Cells.at(row, field)));
      kept.add(some);
    }
    String object = JsonText.write(Map.of("d", kept));
    return object.substring(object.indexOf(':') + 1, object.length() - 1).getBytes(StandardCharsets.UTF_8);
  }
}
