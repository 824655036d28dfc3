package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalTextUtils;

/**
 * What takes a place of its own on the screen: mostly a character, else one with its marks, an emoji with its tone, the two
 * letters of a flag. Terminals do not agree on how wide these are, so that whoever writes one must say where it ends.
 */
final class Clusters {
  /** More marks than any script puts on a letter would run into the lines above and below. */
  private static final int MOST_MARKS = 3;

  private static final int FIRST_MARK = 0x300;
  private static final int EMOJI_LOOK = 0xfe0f;

  private Clusters() {}

  /** Where the cluster that begins at a place ends. */
  static int end(String text, int from) {
    int point = text.codePointAt(from);
    int at = from + Character.charCount(point);
    if (at == text.length() || text.charAt(at) < FIRST_MARK || isMark(point)) {
      return at;
    }
    int next = text.codePointAt(at);
    boolean isToned = Character.isEmojiModifierBase(point) && Character.isEmojiModifier(next);
    if (isToned || (isFlagLetter(point) && isFlagLetter(next))) {
      at += Character.charCount(next);
    }
    for (int marks = 0; marks < MOST_MARKS && at < text.length() && isMark(text.codePointAt(at)); marks++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** How many columns a cluster takes, one or two. */
  static int width(String text, int from, int end) {
    int point = text.codePointAt(from);
    if (point < FIRST_MARK && end == from + 1) {
      return 1;
    }
    boolean isFlag = isFlagLetter(point) && end > from + Character.charCount(point);
    if (isFlag || isWide(point)) {
      return 2;
    }
    for (int at = from + Character.charCount(point); at < end; at++) {
      char c = text.charAt(at);
      if (c == EMOJI_LOOK || Character.getType(c) == Character.COMBINING_SPACING_MARK) {
        return 2;
      }
    }
    return 1;
  }

  /** Whether it is one character that all terminals know the width of. */
  static boolean isPlain(String cluster) {
    return cluster.length() == 1 && isPlain(cluster.charAt(0));
  }

  static boolean isPlain(char c) {
    return c < FIRST_MARK || !(Character.isSurrogate(c) || isMark(c) || Character.isEmojiPresentation(c));
  }

  /** Whether a character has no place of its own but goes with the one before. */
  static boolean isMark(int point) {
    if (point < FIRST_MARK) {
      return false;
    }
    boolean isPartOfSyllable = (point >= 0x1160 && point <= 0x11ff) || (point >= 0xd7b0 && point <= 0xd7ff);
    return isPartOfSyllable || switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  private static boolean isFlagLetter(int point) {
    return point >= 0x1f1e6 && point <= 0x1f1ff;
  }

  private static boolean isWide(int point) {
    return Character.isEmojiPresentation(point)
        ? !isFlagLetter(point)
        : Character.isBmpCodePoint(point)
            ? point > 0x1100 && TerminalTextUtils.isCharDoubleWidth((char) point)
            : Character.isIdeographic(point);
  }
}
