package dev.tokenly.formats.api;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a reply's usage under the names their provider gives them, so that a count can be explained later: those
 * that come later replace earlier ones of the same name. Nothing but numbers is kept, and no name that could be a text.
 */
final class RawUsage {
  private static final int MOST_TEXT = 1024;
  private static final int MOST_NUMBERS = 64;
  private static final int LONGEST_NAME = 48;
  private static final int DEEPEST = 3;

  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private int count;

  void reset() {
    numbers.clear();
    count = 0;
  }

  /** Looks at the usage object that comes next. */
  void look(JsonScanner json) {
    try {
      object(json.ahead(), numbers, 1);
    } catch (IOException _) {
      // no JSON: whoever reads it for its counts says so
    }
  }

  /** Looks at the value that comes next, a number in no usage object. */
  void look(String name, JsonScanner json) {
    try {
      take(name, json.ahead(), numbers, 1);
    } catch (IOException _) {
      // as above
    }
  }

  private void object(JsonScanner json, Map<String, Object> into, int depth) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      take(name, json, into, depth);
    }
  }

  private void take(String name, JsonScanner json, Map<String, Object> into, int depth) throws IOException {
    int next = json.peekOrEnd();
    if (!isName(name)) {
      json.skip();
    } else if (next == '{' && depth < DEEPEST) {
      below(name, json, into, depth);
    } else if (next == '-' || (next >= '0' && next <= '9')) {
      put(name, json.decimal(), into);
    } else {
      json.skip();
    }
  }

  private void below(String name, JsonScanner json, Map<String, Object> into, int depth) throws IOException {
    Map<String, Object> part = new LinkedHashMap<>();
    if (into.get(name) instanceof Map<?, ?> before) {
      before.forEach((key, value) -> part.put((String) key, value));
    }
    object(json, part, depth + 1);
    if (!part.isEmpty()) {
      into.put(name, part);
    }
  }

  private void put(String name, @Nullable BigDecimal number, Map<String, Object> into) {
    if (number != null && (into.containsKey(name) || count++ < MOST_NUMBERS)) {
      into.put(name, number);
    }
  }

  /** What is no name of a field, such as a sentence, is not kept. */
  private static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(RawUsage::isOfName);
  }

  private static boolean isOfName(int sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign == '_'
        || sign == '-';
  }

  /** The numbers as they were nested; none when they are too many to be kept. */
  Map<String, Object> numbers() {
    return numbers.isEmpty() || JsonText.write(numbers).length() > MOST_TEXT ? Map.of() : new LinkedHashMap<>(numbers);
  }
}
