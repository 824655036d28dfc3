package dev.tokenly.tui.draw;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A character of the screen that knows how wide it is. Lanterna looks the width of every cell up in the table of all
 * scripts each time it draws, which was two thirds of what an idle view cost.
 */
final class ScreenCell extends TextCharacter {
  private static final long serialVersionUID = 1L;

  /** What a cleared screen is full of. */
  static final ScreenCell BLANK =
      new ScreenCell(' ', new Theme.Look(TextColor.ANSI.DEFAULT, TextColor.ANSI.DEFAULT, Set.of()));

  /** What Lanterna takes a cluster for; it must not be a blank, which it would have for the other half of itself. */
  private static final char STANDS_FOR_CLUSTER = '\u25a1';

  private final boolean isDoubleWidth;
  private final String text;

  @SuppressWarnings("deprecation") // Lanterna would have its own cells made by their factory; this is the way to others
  ScreenCell(char c, Theme.Look look) {
    super(fromCharacter(c, look.foreground(), look.background(), look.attributes().toArray(SGR[]::new))[0]);
    this.isDoubleWidth = super.isDoubleWidth();
    this.text = String.valueOf(c);
  }

  /** What is more than a character, with the width that it is given here. */
  @SuppressWarnings("deprecation") // as above
  ScreenCell(String cluster, boolean isDoubleWidth, Theme.Look look) {
    super(fromCharacter(STANDS_FOR_CLUSTER, look.foreground(), look.background(),
        look.attributes().toArray(SGR[]::new))[0]);
    this.isDoubleWidth = isDoubleWidth;
    this.text = cluster;
  }

  @Override
  public String getCharacterString() {
    return text;
  }

  @Override
  public boolean isDoubleWidth() {
    return isDoubleWidth;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (super.equals(other) && other instanceof ScreenCell cell && text.equals(cell.text));
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
