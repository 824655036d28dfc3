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

  private final boolean isDoubleWidth;

  @SuppressWarnings("deprecation") // Lanterna would have its own cells made by their factory; this is the way to others
  ScreenCell(char c, Theme.Look look) {
    super(fromCharacter(c, look.foreground(), look.background(), look.attributes().toArray(SGR[]::new))[0]);
    this.isDoubleWidth = super.isDoubleWidth();
  }

  @Override
  public boolean isDoubleWidth() {
    return isDoubleWidth;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
