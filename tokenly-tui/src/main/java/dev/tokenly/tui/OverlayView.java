package dev.tokenly.tui;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import dev.tokenly.tui.pane.Lines;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Frame;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import java.util.ArrayList;
import java.util.List;

/** Draws what lies above a page. */
final class OverlayView {
  private static final int WIDEST = 100;

  /** Columns that a text in a box of the whole width does without: outside, frame and margin. */
  private static final int AROUND = 7;

  /** Rows of the help that are no keys: between the page's and those of all, and the command line. */
  private static final int HELP_AROUND = 3;

  private OverlayView() {}

  static void draw(State state, Pane pane, Canvas canvas) {
    switch (state.overlay()) {
      case Overlay.None _ -> {}
      case Overlay.Help help -> help(state, help, pane, canvas);
      case Overlay.Going _ -> going(canvas);
      case Overlay.Typing typing -> typing(state, typing, canvas);
      case Overlay.Confirm confirm -> confirm(confirm, canvas);
      case Overlay.Form form -> form(form, canvas);
      case Overlay.Menu menu -> menu(menu, canvas);
      case Overlay.Reading reading -> reading(reading, canvas);
    }
  }

  /** Lines of a text that are in sight at once. */
  static int readable(Frame frame, Overlay.Reading reading) {
    return Math.max(1, reading.isPlain() ? frame.rows() - 1 : frame.rows() - 4);
  }

  /** How many lines a text has on this screen, where long ones take several. */
  static int length(Frame frame, Overlay.Reading reading) {
    return reading.isPlain()
        ? reading.lines().size()
        : Lines.pieces(reading.lines(), frame.columns() - AROUND).size();
  }

  private static Canvas box(Canvas canvas, String title, int rows, int widest) {
    return outline(canvas, rows, widest).frame(title, Role.BORDER);
  }

  private static Canvas outline(Canvas canvas, int rows, int widest) {
    int width = Math.min(canvas.width() - 4, widest);
    int height = Math.min(canvas.height() - 2, rows + 2);
    Canvas box = canvas.part((canvas.width() - width) / 2, (canvas.height() - height) / 2, width, height);
    box.clear();
    return box;
  }

  /** The last row that the help may begin with on this screen. */
  static int lastOfHelp(State state) {
    int rows = Panes.of(state.frame().page()).bindings(state).size() + Keys.EVERYWHERE.size() + HELP_AROUND;
    return Math.max(0, rows - (state.frame().rows() - 4));
  }

  private static void help(State state, Overlay.Help help, Pane pane, Canvas canvas) {
    List<Pane.Binding> all = new ArrayList<>(pane.bindings(state));
    all.addAll(Keys.EVERYWHERE);
    int here = pane.bindings(state).size();
    Canvas box = box(canvas, "Keys of " + state.frame().page().title(), all.size() + HELP_AROUND, WIDEST);
    int first = Math.min(help.first(), lastOfHelp(state));
    for (int row = 0; row + first < all.size(); row++) {
      Pane.Binding binding = all.get(row + first);
      int at = row + (row + first >= here ? 1 : 0);
      box.text(1, at, binding.key(), binding.isOffered() ? Role.KEY : Role.DIM);
      String meaning = binding.meaning() + (binding.isOffered() ? "" : "  (not yours to do)");
      box.text(10, at, meaning, binding.isOffered() ? Role.NORMAL : Role.DIM);
    }
    Canvas last = box.part(0, box.height() - 1, box.width(), 1);
    last.clear();
    last.text(1, 0, "On the command line: " + pane.command(state), Role.ACCENT);
    if (first < lastOfHelp(state)) {
      last.right(0, " Down shows more ", Role.WARNING);
    }
  }

  private static void going(Canvas canvas) {
    int row = canvas.height() - 2;
    canvas.row(row, Role.NORMAL);
    String pages = "g…  g first row  d dashboard  c clients  a analytics  l live  s sessions  b budgets  o config  "
        + "u users  t audit  f files  h fleet";
    canvas.text(0, row, Text.cut(pages, canvas.width(), canvas.glyphs()), Role.STRONG);
  }

  private static void typing(State state, Overlay.Typing typing, Canvas canvas) {
    boolean isFilter = typing.purpose() == Overlay.Typing.Purpose.FILTER;
    int row = canvas.height() - 2;
    canvas.row(row, Role.NORMAL);
    int at = canvas.text(0, row, (isFilter ? "/" : ":") + typing.text(), Role.STRONG);
    canvas.text(at, row, " ", Role.SELECTED);
    if (isFilter) {
      canvas.text(at + 3, row, "part  !not  ~fuzzy  /regex/   Enter keeps, Esc clears", Role.DIM);
      return;
    }
    List<String> candidates = Palette.candidates(state, typing.text());
    int shown = Math.min(candidates.size(), Math.min(12, canvas.height() - 6));
    Canvas box = canvas.part(0, row - shown - 2, Math.min(canvas.width(), 60), shown + 2);
    box.clear();
    Canvas inside = box.frame(Palette.title(state, typing.text(), candidates), Role.BORDER);
    for (int number = 0; number < shown; number++) {
      inside.text(1, number, candidates.get(number), number == 0 ? Role.STRONG : Role.NORMAL);
    }
  }

  private static void confirm(Overlay.Confirm confirm, Canvas canvas) {
    List<Lines.Piece> lines = Lines.pieces(confirm.lines(), Math.min(canvas.width() - AROUND, WIDEST - 3));
    Canvas box = box(canvas, confirm.title(), lines.size() + 2, WIDEST);
    int room = Math.max(0, box.height() - 2);
    for (int row = 0; row < Math.min(room, lines.size()); row++) {
      boolean isMore = row == room - 1 && lines.size() > room;
      String rest = canvas.glyphs().ellipsis() + " and " + (lines.size() - row) + " more";
      box.full(1, row, isMore ? rest : lines.get(row).text(), isMore ? Role.DIM : lines.get(row).role());
    }
    String word = confirm.word();
    int last = box.height() - 1;
    if (word == null) {
      int at = box.text(1, last, "y", Role.KEY);
      at = box.text(at, last, " yes   ", Role.NORMAL);
      at = box.text(at, last, "n", Role.KEY);
      box.text(at, last, " no", Role.NORMAL);
    } else {
      int at = box.text(1, last, "type ", Role.NORMAL);
      at = box.text(at, last, word, Role.KEY);
      at = box.text(at, last, " and Enter, Esc leaves: " + confirm.typed(), Role.NORMAL);
      box.text(at, last, " ", Role.SELECTED);
    }
  }

  private static void form(Overlay.Form form, Canvas canvas) {
    Canvas box = box(canvas, form.title(), form.entries().size() * 2 + 3, 76);
    int labels = form.entries().stream().mapToInt(entry -> entry.label().length()).max().orElse(0) + 2;
    for (int number = 0; number < form.entries().size(); number++) {
      Overlay.Form.Entry entry = form.entries().get(number);
      boolean isHere = number == form.at();
      int row = number * 2 + 1;
      box.text(1, row, entry.label(), isHere ? Role.STRONG : Role.DIM);
      String shown = entry.secret() ? "*".repeat(entry.text().length()) : Text.clean(entry.text());
      int room = Math.max(1, box.width() - labels - 3);
      int at = box.text(1 + labels, row, shown.length() > room ? shown.substring(shown.length() - room) : shown,
          isHere ? Role.STRONG : Role.NORMAL);
      if (isHere) {
        box.text(at, row, " ", Role.SELECTED);
        if (!entry.values().isEmpty()) {
          String choices = String.join(" | ", entry.values());
          box.text(1 + labels, row + 1, Text.cut(choices, room, canvas.glyphs()), Role.DIM);
        }
      }
    }
    String trouble = form.trouble();
    String hint = "Enter goes on, Tab moves, Left and Right choose, Esc leaves";
    box.text(1, box.height() - 1, trouble == null ? hint : trouble, trouble == null ? Role.DIM : Role.WARNING);
  }

  private static void menu(Overlay.Menu menu, Canvas canvas) {
    Canvas box = box(canvas, menu.title(), menu.items().size(), 64);
    int first = Math.clamp(menu.at() - box.height() / 2L, 0, Math.max(0, menu.items().size() - box.height()));
    for (int row = 0; row < box.height() && first + row < menu.items().size(); row++) {
      Overlay.Menu.Item item = menu.items().get(first + row);
      boolean isHere = first + row == menu.at();
      if (isHere) {
        box.row(row, Role.SELECTED);
      }
      box.text(1, row, item.key(), isHere ? Role.SELECTED : Role.KEY);
      box.text(item.key().isEmpty() ? 1 : 4, row, item.label(), isHere ? Role.SELECTED : Role.NORMAL);
    }
  }

  private static void reading(Overlay.Reading reading, Canvas canvas) {
    if (reading.isPlain()) {
      canvas.clear();
      for (int row = 0; row < canvas.height() - 1 && reading.first() + row < reading.lines().size(); row++) {
        canvas.full(0, row, reading.lines().get(reading.first() + row).replace('\t', ' '), Role.NORMAL);
      }
      canvas.text(0, canvas.height() - 1, "select with the mouse; y tries to copy; Esc goes back", Role.DIM);
      return;
    }
    List<Lines.Piece> lines = Lines.pieces(reading.lines(), canvas.width() - AROUND);
    Canvas outline = outline(canvas, lines.size(), canvas.width());
    Canvas box = outline.frame(reading.title(), Role.BORDER);
    if (lines.size() > box.height()) {
      String seen = " " + (reading.first() + 1) + "-" + Math.min(lines.size(), reading.first() + box.height()) + " of "
          + lines.size() + " ";
      outline.part(0, outline.height() - 1, outline.width() - 2, 1).right(0, seen, Role.WARNING);
    }
    for (int row = 0; row < box.height() && reading.first() + row < lines.size(); row++) {
      Lines.Piece line = lines.get(reading.first() + row);
      box.full(1, row, line.text(), line.role());
    }
  }
}
