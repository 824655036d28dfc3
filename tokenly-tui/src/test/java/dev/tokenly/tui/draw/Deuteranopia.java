package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen;

/** Colours as somebody without green cones sees them (Machado, Oliveira and Fernandes 2009, severity 1). */
public final class Deuteranopia {
  private static final double[][] SEEN = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}};

  private Deuteranopia() {}

  /** How different two colours look (CIE76). */
  static double difference(TextColor one, TextColor other) {
    double[] a = lab(seen(one));
    double[] b = lab(seen(other));
    return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  /** A screen as it is seen: every change of a colour that is not the terminal's own written out as {@code {#rrggbb}}. */
  public static String seen(Screen screen) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < screen.getTerminalSize().getRows(); row++) {
      StringBuilder line = new StringBuilder();
      String look = "";
      for (int column = 0; column < screen.getTerminalSize().getColumns(); column++) {
        TextCharacter cell = screen.getBackCharacter(column, row);
        boolean isOwn = cell.getForegroundColor() == TextColor.ANSI.DEFAULT;
        String next = isOwn ? "" : hex(cell.getForegroundColor());
        if (!next.equals(look) && !cell.getCharacterString().isBlank()) {
          line.append('{').append(next).append('}');
          look = next;
        }
        line.append(cell.getCharacterString());
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String hex(TextColor color) {
    double[] seen = seen(color);
    return String.format("#%02x%02x%02x", encoded(seen[0]), encoded(seen[1]), encoded(seen[2]));
  }

  private static double[] seen(TextColor color) {
    double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] seen = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        seen[row] += SEEN[row][column] * linear[column];
      }
      seen[row] = Math.clamp(seen[row], 0, 1);
    }
    return seen;
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static int encoded(double v) {
    return (int) Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055));
  }

  private static double[] lab(double[] rgb) {
    double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }
}
