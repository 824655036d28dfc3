package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import java.util.ArrayList;
import java.util.List;

/** Lines of text whose beginning says how they look: {@code == } a heading, {@code ! } a warning, {@code ok } fine. */
public final class Lines {
  private static final int NAMES = 14;

  private Lines() {}

  /** How a line looks. */
  public static Role look(String line) {
    if (line.startsWith("== ")) {
      return Role.TITLE;
    }
    if (line.startsWith("! ") || line.startsWith("- ")) {
      return Role.WARNING;
    }
    return line.startsWith("ok ") || line.startsWith("+ ") ? Role.GOOD : Role.NORMAL;
  }

  /** A line, or a part of one that is too long, and how it looks. */
  public record Piece(String text, Role role) {}

  /** Lines in pieces of so many columns: long ones go on below, indented as what they go on with. */
  public static List<Piece> pieces(List<String> lines, int columns) {
    List<Piece> pieces = new ArrayList<>(lines.size());
    for (String line : lines) {
      String shown = Text.full((line.startsWith("== ") ? line.substring(3) : line).replace('\t', ' '));
      Role role = look(line);
      Text.wrapped(shown, columns, indent(shown)).forEach(piece -> pieces.add(new Piece(piece, role)));
    }
    return pieces;
  }

  /** Draws lines one below the other. */
  static void draw(Canvas canvas, List<String> lines) {
    int row = 0;
    for (Piece piece : pieces(lines, canvas.width())) {
      canvas.full(0, row++, piece.text(), piece.role());
    }
  }

  private static int indent(String line) {
    boolean isPair = line.length() > NAMES && look(line) == Role.NORMAL && Character.isLowerCase(line.charAt(0))
        && line.charAt(NAMES - 1) == ' ' && line.charAt(NAMES) != ' ';
    return isPair ? NAMES : 2;
  }

  /** A name and its value, the value in a column of its own. */
  static String pair(String name, String value) {
    return name + " ".repeat(Math.max(1, NAMES - name.length())) + value;
  }
}
