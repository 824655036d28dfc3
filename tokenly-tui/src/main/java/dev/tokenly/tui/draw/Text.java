package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalTextUtils;
import dev.tokenly.model.Display;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as it may be put on the screen: hostile characters escaped, those a cell cannot hold (emoji, combining marks)
 * replaced by a box, measured in columns.
 */
public final class Text {
  private Text() {}

  /** Harmless text of one line. */
  public static String clean(String text) {
    String shown = Display.clean(text);
    for (int at = 0; at < shown.length(); at++) {
      if (!fitsACell(shown.charAt(at))) {
        return replaced(shown);
      }
    }
    return shown;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point > 0xffff) {
                out.append('\u25a1');
              } else if (fitsACell((char) point)) {
                out.append((char) point);
              }
            });
    return out.toString();
  }

  private static boolean fitsACell(char c) {
    int type = Character.getType(c);
    return !Character.isSurrogate(c)
        && type != Character.NON_SPACING_MARK
        && type != Character.ENCLOSING_MARK
        && type != Character.COMBINING_SPACING_MARK;
  }

  /** Columns a clean text takes. */
  public static int width(String clean) {
    int width = 0;
    for (int at = 0; at < clean.length(); at++) {
      width += width(clean.charAt(at));
    }
    return width;
  }

  static int width(char c) {
    return c > 0x1100 && TerminalTextUtils.isCharDoubleWidth(c) ? 2 : 1;
  }

  /** A clean text cut to so many columns, with an ellipsis where something is missing. */
  public static String cut(String clean, int columns, Glyphs glyphs) {
    if (width(clean) <= columns) {
      return clean;
    }
    StringBuilder kept = new StringBuilder();
    int width = 0;
    for (int at = 0; at < clean.length() && width + width(clean.charAt(at)) < columns; at++) {
      width += width(clean.charAt(at));
      kept.append(clean.charAt(at));
    }
    return columns > 0 ? kept.append(glyphs.ellipsis()).toString() : "";
  }

  /** A clean text in exactly so many columns, to the left or the right of them. */
  public static String fit(String clean, int columns, boolean right, Glyphs glyphs) {
    String cut = cut(clean, columns, glyphs);
    String padding = " ".repeat(Math.max(0, columns - width(cut)));
    return right ? padding + cut : cut + padding;
  }

  /** A clean text in pieces of so many columns, broken at blanks where it has some; all but the first are indented. */
  public static List<String> wrapped(String clean, int columns, int indent) {
    List<String> pieces = new ArrayList<>();
    String rest = clean;
    String margin = "";
    while (width(rest) > columns - margin.length() && columns > indent + 8) {
      int fits = 0;
      for (int width = margin.length(); fits < rest.length() && width + width(rest.charAt(fits)) <= columns; fits++) {
        width += width(rest.charAt(fits));
      }
      int blank = rest.lastIndexOf(' ', fits);
      int end = blank > fits / 2 ? blank : fits;
      pieces.add(margin + rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
      margin = " ".repeat(indent);
    }
    pieces.add(margin + rest);
    return pieces;
  }
}
