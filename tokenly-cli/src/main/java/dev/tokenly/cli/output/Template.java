package dev.tokenly.cli.output;

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
      String path = template.substring(open + 2, close).strip();
      line.append(unescaped(template.substring(from, open)));
      line.append(Cells.exact(Cells.at(row, path.startsWith(".") ? path.substring(1) : path)));
      from = close + 2;
    }
    return line.append(unescaped(template.substring(from))).toString();
  }

  private static String unescaped(String text) {
    return text.replace("\\t", "\t").replace("\\n", "\n");
  }
}
