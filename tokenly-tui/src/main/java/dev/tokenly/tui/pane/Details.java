package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A row with everything the server said of it, a line a field, nested objects indented. */
final class Details {
  private Details() {}

  static List<String> lines(Fields row) {
    List<String> lines = new ArrayList<>();
    add(lines, row.values(), "");
    return lines;
  }

  private static void add(List<String> lines, Map<?, ?> object, String indent) {
    object.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            lines.add(indent + name);
            add(lines, inner, indent + "  ");
          } else {
            String label = indent + name;
            lines.add(label + " ".repeat(Math.max(1, 24 - label.length())) + shown(value));
          }
        });
  }

  private static String shown(Object value) {
    if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(String::valueOf).toList());
    }
    return value instanceof Map ? Shown.UNKNOWN : Shown.plain(value);
  }
}
