package dev.tokenly.cli.output;

import dev.tokenly.cli.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --template}: text with {@code {{field}}} for a row's values and {@code \t}, {@code \n} for themselves. */
final class Template {
  private Template() {}

  static String fill(String template, Map<String, ? extends @Nullable Object> row) {
    StringBuilder line = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
      int close = template.indexOf("}}", open);
      if (close < 0) {
        break;
      }
      line.append(unescaped(template.substring(from, open)));
      line.append(Cells.exact(Cells.at(row, path(template, open, close))));
      from = close + 2;
    }
    return line.append(unescaped(template.substring(from))).toString();
  }

  /** The fields it names; throws a usage complaint about one that does not end. */
  static List<String> fields(String template) {
    List<String> fields = new ArrayList<>();
    int close;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", close)) {
      close = template.indexOf("}}", open);
      if (close < 0) {
        throw Complaint.usage("--template: {{ without }} in " + template, "--template '{{FIELD}} {{FIELD}}'").raised();
      }
      fields.add(path(template, open, close));
    }
    return fields;
  }

  private static String path(String template, int open, int close) {
    String path = template.substring(open + 2, close).strip();
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static String unescaped(String text) {
    return text.replace("\\t", "\t").replace("\\n", "\n");
  }
}
