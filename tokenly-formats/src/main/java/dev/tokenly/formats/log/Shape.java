package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field paths of one JSON object down to four levels, such as {@code message.usage.input_tokens} (elements of an
 * array are {@code []}), with the short texts a signature may ask for ({@code type}, {@code role}, {@code id}, …).
 */
public record Shape(Map<String, String> fields) {
  private static final int MAX_DEPTH = 5;
  private static final int MAX_FIELDS = 400;
  private static final int MAX_ELEMENTS = 20;

  static Shape of(JsonScanner json) {
    Map<String, String> fields = new HashMap<>();
    try {
      collect(json, "", 0, fields);
    } catch (IOException _) {
      // A line that is cut or broken shows the fields it had up to there.
    }
    return new Shape(fields);
  }

  private static void collect(JsonScanner json, String path, int depth, Map<String, String> fields) throws IOException {
    int next = json.peekOrEnd();
    if (depth >= MAX_DEPTH || fields.size() > MAX_FIELDS) {
      json.skip();
    } else if (next == '{') {
      json.beginObject();
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        String field = path.isEmpty() ? name : path + '.' + name;
        fields.putIfAbsent(field, "");
        collect(json, field, depth + 1, fields);
      }
    } else if (next == '[') {
      json.beginArray();
      for (int element = 0; json.nextElement(); element++) {
        collect(json, path + "[]", element < MAX_ELEMENTS ? depth : MAX_DEPTH, fields);
      }
    } else if (next == '"' && isKeyword(path)) {
      String text = json.text();
      fields.put(path, text == null || text.length() > 64 ? "" : text);
    } else {
      json.skip();
    }
  }

  private static boolean isKeyword(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    return switch (last) {
      case "type", "role", "object", "id", "say", "schemaType", "subtype", "name", "kind" -> true;
      default -> false;
    };
  }

  /** Whether there is a field at each of these paths. */
  public boolean has(String... paths) {
    for (String path : paths) {
      if (!fields.containsKey(path)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the field at that path is one of these texts. */
  public boolean is(String path, String... texts) {
    String text = text(path);
    for (String wanted : texts) {
      if (wanted.equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the field at that path is a text that begins so. */
  public boolean begins(String path, String prefix) {
    String text = text(path);
    return text != null && text.startsWith(prefix);
  }

  private @Nullable String text(String path) {
    return fields.get(path);
  }
}
