package dev.tokenly.tui.draw;

/**
 * A column of a table: its heading, the narrowest it may be, whether it stands right (numbers, never cut) and how early it
 * goes when room is short (0 stays to the last).
 */
public record Column(String heading, int narrowest, boolean right, int dropOrder) {
  /** A column of text, to the left. */
  public static Column text(String heading, int narrowest, int dropOrder) {
    return new Column(heading, narrowest, false, dropOrder);
  }

  /** A column of numbers, to the right. */
  public static Column number(String heading, int narrowest, int dropOrder) {
    return new Column(heading, narrowest, true, dropOrder);
  }

  /** The same column with a sign behind its heading: rows are ordered by it. */
  public Column marked(char sign) {
    return new Column(heading + sign, narrowest, right, dropOrder);
  }
}
