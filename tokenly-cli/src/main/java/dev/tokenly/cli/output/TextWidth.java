package dev.tokenly.cli.output;

import java.util.ArrayList;
import java.util.List;

/** How many cells of a terminal a text takes: wide characters take two, combining marks none. */
public final class TextWidth {
  private TextWidth() {}

  public static int of(String text) {
    int width = 0;
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      width += of(point);
      at += Character.charCount(point);
    }
    return width;
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }

  /** The text cut to a width, ending in an ellipsis when something is missing. */
  public static String cut(String text, int width, String ellipsis) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int room = width - ellipsis.length();
    for (int at = 0; at < text.length() && room > 0;) {
      int point = text.codePointAt(at);
      room -= of(point);
      if (room >= 0) {
        kept.appendCodePoint(point);
      }
      at += Character.charCount(point);
    }
    return kept.append(ellipsis).toString();
  }

  /** The text in lines of at most that width, broken behind a space or comma where there is one; nothing is lost. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (of(rest) > width) {
      int fits = 0;
      for (int cells = 0; cells <= width; fits += Character.charCount(rest.codePointAt(fits))) {
        cells += of(rest.codePointAt(fits));
        if (cells > width) {
          break;
        }
      }
      int blank = Math.max(rest.lastIndexOf(' ', fits - 1), rest.lastIndexOf(',', fits - 1));
      int end = blank > 0 ? blank + 1 : fits;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end);
    }
    lines.add(rest);
    return lines;
  }
}
