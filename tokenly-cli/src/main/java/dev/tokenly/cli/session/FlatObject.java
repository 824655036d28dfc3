package dev.tokenly.cli.session;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one small JSON object every command reads, texts by name, by hand: a parser first has the JVM work out the powers of
 * five its decimals might need, which takes a quarter of a short command. What is not as simple as that goes to the parser.
 */
final class FlatObject {
  private final String text;
  private int at;

  private FlatObject(String text) {
    this.text = text;
  }

  static Fields read(String text) {
    Map<String, Object> fields = new FlatObject(text).fields();
    return Fields.of(fields == null ? JsonText.object(text.getBytes(StandardCharsets.UTF_8)) : fields);
  }

  /** Null when it is no object of plain texts. */
  private @Nullable Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!passed('{')) {
      return null;
    }
    do {
      String name = string();
      String value = name != null && passed(':') ? string() : null;
      if (value == null || fields.put(name, value) != null) {
        return null;
      }
    } while (passed(','));
    return passed('}') && isOver() ? fields : null;
  }

  /** A text without escapes; null for anything else. */
  private @Nullable String string() {
    if (!passed('"')) {
      return null;
    }
    int from = at;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' || text.charAt(at) < ' ') {
        return null;
      }
      at++;
    }
    return at < text.length() ? text.substring(from, at++) : null;
  }

  private boolean passed(char wanted) {
    boolean there = !isOver() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** Whether nothing follows but blanks, which are passed over. */
  private boolean isOver() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == text.length();
  }
}
