package dev.tokenly.tui.draw;

/** What a piece of text is, so that a theme can decide how it looks; no role relies on colour alone. */
public enum Role {
  NORMAL,
  DIM,
  STRONG,
  TITLE,
  BORDER,
  KEY,
  ACCENT,
  GOOD,
  WARNING,
  BAD,
  /** The line under the cursor. */
  SELECTED,
  /** A line marked for a bulk action. */
  MARKED,
  BANNER,
  /** The tab of the page or list that is shown. */
  TAB,
  SERIES_1,
  SERIES_2,
  SERIES_3,
  SERIES_4,
  SERIES_5,
  SERIES_6,
  SERIES_7,
  SERIES_8;

  private static final Role[] SERIES = {
    SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8
  };

  /** The role of a chart's series, counted from 0; the ninth looks like the first again. */
  public static Role series(int number) {
    return SERIES[number % SERIES.length];
  }
}
