package dev.tokenly.tui.draw;

import java.util.Locale;
import java.util.Map;

/** Three sets of characters, from the finest to those every terminal has. */
public enum Glyphs {
  BRAILLE("─│┌┐└┘├┤", " ▁▂▃▄▅▆▇█", " ░▒▓█", "●○▲▼✓✗…▸!┄░"),
  BLOCK("─│┌┐└┘├┤", " ▁▂▃▄▅▆▇█", " ░▒▓█", "●○▲▼✓✗…▸!┄░"),
  ASCII("-|++++++", " ._-:=+*#", " .:*#", "*o^v+x.>!-:");

  private final String lines;
  private final String levels;
  private final String shades;
  private final String marks;

  Glyphs(String lines, String levels, String shades, String marks) {
    this.lines = lines;
    this.levels = levels;
    this.shades = shades;
    this.marks = marks;
  }

  /** What a terminal can show: ASCII unless its locale is UTF-8 and its type knows more than letters. */
  public static Glyphs fitting(Map<String, String> environment) {
    String locale =
        environment.getOrDefault(
            "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
    boolean utf8 = locale.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8");
    String term = environment.getOrDefault("TERM", "dumb");
    return utf8 && !term.equals("linux") && !term.equals("dumb") && !term.equals("vt100") ? BRAILLE : ASCII;
  }

  char horizontal() {
    return lines.charAt(0);
  }

  char vertical() {
    return lines.charAt(1);
  }

  /** The corner of a box: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
  char corner(int which) {
    return lines.charAt(2 + which);
  }

  /** A column filled to {@code eighths} of its height, 0 to 8. */
  char level(int eighths) {
    return levels.charAt(Math.clamp(eighths, 0, 8));
  }

  /** A cell as dark as {@code quarters} of 4. */
  char shade(int quarters) {
    return shades.charAt(Math.clamp(quarters, 0, 4));
  }

  /** A series' own mark, so that a legend can be read without colour. */
  char mark(int series) {
    String each = this == ASCII ? "*o+x#@%&" : "●■▲◆○□△◇";
    return each.charAt(series % each.length());
  }

  /** How the bars of a stacked chart are filled, one way a series. */
  char fill(int series) {
    String each = this == ASCII ? "#=+:o%*." : "█▓▒░▚▞▤▥";
    return each.charAt(series % each.length());
  }

  public char up() {
    return marks.charAt(2);
  }

  public char down() {
    return marks.charAt(3);
  }

  public char yes() {
    return marks.charAt(4);
  }

  public char no() {
    return marks.charAt(5);
  }

  /** Something wants a look. */
  public char attention() {
    return marks.charAt(8);
  }

  /** A limit across a chart. */
  char limit() {
    return marks.charAt(9);
  }

  /** What is only expected. */
  char expected() {
    return marks.charAt(10);
  }

  /** A row filled to {@code eighths} of a cell from the left, 0 to 8. */
  char part(int eighths) {
    return (this == ASCII ? "    #####" : " ▏▎▍▌▋▊▉█").charAt(Math.clamp(eighths, 0, 8));
  }

  public char ellipsis() {
    return marks.charAt(6);
  }

  public char pointer() {
    return marks.charAt(7);
  }
}
