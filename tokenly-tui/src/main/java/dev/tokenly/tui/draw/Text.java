package dev.tokenly.tui.draw;

import dev.tokenly.model.Display;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as it may be put on the screen, measured in columns: hostile characters escaped; in columns, what terminals do not
 * agree on the width of (emoji, combining marks) replaced by a box or left out, elsewhere shown as it is.
 */
public final class Text {
  /** Longest text shown in full, in characters; the rest becomes an ellipsis. */
  private static final int LONGEST = 4000;

  private Text() {}

  /** Harmless text of one line, each of its characters in a cell of its own. */
  public static String clean(String text) {
    String shown = Display.clean(text);
    for (int at = 0; at < shown.length(); at++) {
      if (!Clusters.isPlain(shown.charAt(at))) {
        return replaced(Normalizer.normalize(shown, Normalizer.Form.NFC));
      }
    }
    return shown;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(point -> !Clusters.isMark(point)).forEach(
        point -> out
            .append(Character.isBmpCodePoint(point) && Clusters.isPlain((char) point) ? (char) point : '\u25a1'));
    return out.toString();
  }

  /** Harmless text of one line with its emoji and marks; marks that sit on nothing, or in heaps, are escaped. */
  public static String full(String text) {
    String shown =
        Display.escaped(text.length() > LONGEST ? text.substring(0, LONGEST) : text)
            + (text.length() > LONGEST ? "…" : "");
    StringBuilder out = new StringBuilder(shown.length());
    int end;
    for (int at = 0; at < shown.length(); at = end) {
      end = Clusters.end(shown, at);
      int point = shown.codePointAt(at);
      if (Clusters.isMark(point)) {
        out.append("\\u").append(String.format("%04x", point));
      } else {
        out.append(shown, at, end);
      }
    }
    return out.toString();
  }

  /** Columns a clean or full text takes. */
  public static int width(String text) {
    int width = 0;
    int end;
    for (int at = 0; at < text.length(); at = end) {
      end = Clusters.end(text, at);
      width += Clusters.width(text, at, end);
    }
    return width;
  }

  /** How many characters from a place on fit into so many columns, whole clusters only. */
  private static int fitting(String text, int columns) {
    int width = 0;
    int end;
    for (int at = 0; at < text.length(); at = end) {
      end = Clusters.end(text, at);
      width += Clusters.width(text, at, end);
      if (width > columns) {
        return at;
      }
    }
    return text.length();
  }

  /** A clean or full text cut to so many columns, with an ellipsis where something is missing. */
  public static String cut(String text, int columns, Glyphs glyphs) {
    if (width(text) <= columns) {
      return text;
    }
    return columns > 0 ? text.substring(0, fitting(text, columns - 1)) + glyphs.ellipsis() : "";
  }

  /** A clean or full text in exactly so many columns, to the left or the right of them. */
  public static String fit(String text, int columns, boolean right, Glyphs glyphs) {
    String cut = cut(text, columns, glyphs);
    String padding = " ".repeat(Math.max(0, columns - width(cut)));
    return right ? padding + cut : cut + padding;
  }

  /** A clean or full text in pieces of so many columns, broken at blanks where it has some; all but the first are indented. */
  public static List<String> wrapped(String text, int columns, int indent) {
    List<String> pieces = new ArrayList<>();
    String rest = text;
    String margin = "";
    while (width(rest) > columns - margin.length() && columns > indent + 8) {
      int fits = fitting(rest, columns - margin.length());
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
