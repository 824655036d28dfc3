package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Meter;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import java.util.Map;

/** A breakdown of a summary as lines: the name, its share as a bar, the money. */
final class Shares {
  /** Below this the money gives way: a share without a name would be worth nothing. */
  private static final int NARROW = 30;

  private Shares() {}

  static void draw(Fields summary, String breakdown, Canvas canvas) {
    Fields groups = summary.values().get(breakdown) instanceof Map ? summary.object(breakdown) : null;
    if (groups == null || groups.values().isEmpty()) {
      canvas.text(1, 0, "No usage yet. An approved agent sends it.", Role.DIM);
      return;
    }
    boolean isNarrow = canvas.width() < NARROW;
    int numbers = isNarrow ? 8 : 16;
    int name = Math.clamp(canvas.width() - numbers - (isNarrow ? 0 : 6L), 8, 24);
    int bar = canvas.width() - name - numbers - 2;
    int row = 0;
    for (String key : groups.values().keySet()) {
      Fields group = groups.object(key);
      double share = Charts.number(group, "percentage") / 100;
      String title = group.has("hostname") ? Shown.text(group, "hostname") : key;
      canvas.text(0, row, Text.cut(Text.clean(title), name, canvas.glyphs()), Role.NORMAL);
      if (bar > 3) {
        Meter.draw(canvas.part(name + 1, row, bar, 1), share, Role.series(1));
      }
      String money = Shown.money(Shown.decimal(group, "cost"));
      String percent = Shown.percent(Shown.decimal(group, "percentage"));
      String both = money + " ".repeat(Math.max(1, 7 - percent.length())) + percent;
      canvas.right(row++, isNarrow ? percent : both, Role.STRONG);
    }
  }
}
