package dev.tokenly.tui;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import java.util.ArrayList;
import java.util.List;

/** Draws what lies above a page. */
final class OverlayView {
  private OverlayView() {}

  static void draw(State state, Pane pane, Canvas canvas) {
    switch (state.overlay()) {
      case Overlay.None _ -> {}
      case Overlay.Help _ -> help(state, pane, canvas);
      case Overlay.Typing typing -> typing(typing, canvas);
      case Overlay.Confirm confirm -> confirm(confirm, canvas);
      case Overlay.Form form -> form(form, canvas);
      case Overlay.Reading reading -> reading(reading, canvas);
    }
  }

  private static Canvas box(Canvas canvas, String title, int rows) {
    int width = Math.min(canvas.width() - 4, 90);
    int height = Math.min(canvas.height() - 2, rows + 2);
    Canvas box = canvas.part((canvas.width() - width) / 2, (canvas.height() - height) / 2, width, height);
    box.clear();
    return box.frame(title, Role.BORDER);
  }

  private static void help(State state, Pane pane, Canvas canvas) {
    List<Pane.Binding> all = new ArrayList<>(pane.bindings(state));
    all.addAll(Keys.EVERYWHERE);
    Canvas box = box(canvas, "Keys of " + state.frame().page().title(), all.size() + 2);
    int row = 0;
    for (Pane.Binding binding : all) {
      box.text(1, row, binding.key(), Role.KEY);
      box.text(10, row++, binding.meaning(), Role.NORMAL);
    }
    box.text(1, row + 1, "The same on the command line: " + pane.command(), Role.ACCENT);
  }

  private static void typing(Overlay.Typing typing, Canvas canvas) {
    String sign = typing.purpose() == Overlay.Typing.Purpose.FILTER ? "/" : ":";
    int row = canvas.height() - 2;
    canvas.row(row, Role.NORMAL);
    int at = canvas.text(0, row, sign + typing.text(), Role.STRONG);
    canvas.text(at, row, " ", Role.SELECTED);
    if (typing.purpose() == Overlay.Typing.Purpose.COMMAND) {
      canvas.right(row, "a page, a machine, quit, pause, wide, refresh", Role.DIM);
    }
  }

  private static void confirm(Overlay.Confirm confirm, Canvas canvas) {
    Canvas box = box(canvas, confirm.title(), confirm.lines().size() + 2);
    int row = 0;
    for (String line : confirm.lines()) {
      Role role =
          line.startsWith("+") ? Role.GOOD : line.startsWith("-") || line.contains(" ! ") ? Role.WARNING : Role.NORMAL;
      box.text(1, row++, line, role);
    }
    String word = confirm.word();
    String ask = word == null ? "y yes   n no" : "type \"" + word + "\" and Enter: " + confirm.typed();
    box.text(1, Math.min(row + 1, box.height() - 1), ask, Role.KEY);
  }

  private static void form(Overlay.Form form, Canvas canvas) {
    Canvas box = box(canvas, form.title(), form.entries().size() * 2 + 2);
    int row = 0;
    for (int number = 0; number < form.entries().size(); number++) {
      Overlay.Form.Entry entry = form.entries().get(number);
      boolean isHere = number == form.at();
      int at = box.text(1, row, entry.label() + ": ", isHere ? Role.STRONG : Role.DIM);
      String shown = entry.secret() ? "*".repeat(entry.text().length()) : entry.text();
      int room = Math.max(1, box.width() - at - 2);
      at = box.text(at, row, shown.length() > room ? shown.substring(shown.length() - room) : shown, Role.NORMAL);
      if (isHere) {
        box.text(at, row, " ", Role.SELECTED);
      }
      row += 2;
    }
    String trouble = form.trouble();
    box.text(1, box.height() - 1, trouble == null ? "Enter goes on, Tab moves, Esc leaves" : trouble,
        trouble == null ? Role.DIM : Role.WARNING);
  }

  private static void reading(Overlay.Reading reading, Canvas canvas) {
    Canvas box = box(canvas, reading.title(), reading.lines().size());
    for (int row = 0; row < box.height() && reading.first() + row < reading.lines().size(); row++) {
      box.text(1, row, reading.lines().get(reading.first() + row), Role.NORMAL);
    }
  }
}
