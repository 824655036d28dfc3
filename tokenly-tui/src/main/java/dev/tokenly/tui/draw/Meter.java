package dev.tokenly.tui.draw;

/** A share of a whole as a bar in one row, in eighths of a cell. */
public final class Meter {
  private Meter() {}

  /** Draws {@code share} (0 to 1, more fills it) into so many columns. */
  public static void draw(Canvas canvas, double share, Role role) {
    int eighths = (int) Math.round(Math.clamp(share, 0, 1) * canvas.width() * 8);
    if (share > 0) {
      eighths = Math.max(1, eighths);
    }
    for (int column = 0; column < canvas.width(); column++) {
      int here = eighths - column * 8;
      if (here > 0) {
        canvas.put(column, 0, canvas.glyphs().part(here), role);
      }
    }
  }
}
