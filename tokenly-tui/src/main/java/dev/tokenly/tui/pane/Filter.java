package dev.tokenly.tui.pane;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What {@code /} accepts: a part of the text, {@code !part} for the others, {@code ~letters} in that order, {@code
 * /regex/} by RE2, which takes time in proportion to the text whatever the expression. Case does not matter.
 */
record Filter(Predicate<String> predicate) {

  static Filter of(String typed) {
    String text = typed.toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return new Filter(_ -> true);
    }
    if (text.startsWith("!")) {
      String part = text.substring(1);
      return new Filter(row -> part.isEmpty() || !row.contains(part));
    }
    if (text.startsWith("~")) {
      return new Filter(row -> fuzzy(row, text.substring(1)));
    }
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      return regex(typed.substring(1, typed.length() - 1));
    }
    return new Filter(row -> row.contains(text));
  }

  private static Filter regex(String expression) {
    if (!Expression.isSmall(expression)) {
      return new Filter(_ -> false);
    }
    try {
      Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
      return new Filter(row -> pattern.matcher(row).find());
    } catch (PatternSyntaxException _) {
      return new Filter(_ -> false);
    }
  }

  private static boolean fuzzy(String row, String letters) {
    int at = 0;
    for (int index = 0; index < letters.length(); index++) {
      at = row.indexOf(letters.charAt(index), at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }

  boolean accepts(String row) {
    return predicate.test(row.toLowerCase(Locale.ROOT));
  }
}
