package dev.tokenly.cli.terminal;

import java.util.Locale;

/** What charts are drawn with: 2×4 dots a cell, eighths of a block, or plain ASCII. */
public enum Glyphs {
  BRAILLE,
  BLOCK,
  ASCII;

  /** The glyphs of that name; throws {@link IllegalArgumentException} naming the choices. */
  public static Glyphs named(String name) {
    for (Glyphs glyphs : values()) {
      if (glyphs.wireName().equals(name)) {
        return glyphs;
      }
    }
    throw new IllegalArgumentException("--glyphs is one of braille, block, ascii, not " + name);
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
