package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Meter;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Table;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups ranked by what they use, each with its share as a bar. */
final class Rankings {
  private static final int TABLE = 74;

  private Rankings() {}

  /** The ranking of the view that is open; empty when it has none, or it is still on its way. */
  static List<Fields> of(State state) {
    Filter filter = Filter.of(state.list().filter());
    return all(state).stream().filter(row -> filter.accepts(String.join(" ", row(state, row).cells()))).toList();
  }

  private static List<Fields> all(State state) {
    AnalyticsView view = AnalyticsView.of(state.choice());
    if (view == AnalyticsView.COST) {
      Fields answer = state.known(view.breakdown(state)).fields();
      return answer == null ? List.of() : answer.objects("breakdowns").stream().map(Rankings::combined).toList();
    }
    Fields answer = view.dimension().isEmpty() ? null : state.known(view.top(state)).fields();
    return answer == null ? List.of() : answer.objects("rankings");
  }

  private static Fields combined(Fields row) {
    Map<String, Object> ranking = new LinkedHashMap<>(row.values());
    List<String> parts = new ArrayList<>();
    row.object("dimensions").values().values().forEach(value -> parts.add(Shown.plain(value)));
    ranking.put("name", String.join(" / ", parts));
    ranking.put("value", row.values().get("cost"));
    ranking.put("record_count", row.values().get("request_count"));
    ranking.values().removeIf(value -> value == null);
    return Fields.of(ranking);
  }

  static String name(Fields row) {
    String name = Shown.text(row, row.has("hostname") ? "hostname" : "name");
    return name.isEmpty() || name.equals(Shown.UNKNOWN) ? "(none)" : name;
  }

  private static Loaded loaded(State state) {
    AnalyticsView view = AnalyticsView.of(state.choice());
    return state.known(view == AnalyticsView.COST ? view.breakdown(state) : view.top(state));
  }

  static void draw(State state, Canvas canvas) {
    List<Fields> rankings = of(state);
    if (rankings.isEmpty()) {
      Words words = new Words("the ranking", "No usage in that time. t takes another, Esc leaves the group.", "");
      Absent.draw(canvas, loaded(state), words, all(state).isEmpty() ? "" : state.list().filter(), "");
      return;
    }
    Column[] columns = {
      Column.text(heading(state), 20, 0), Column.number(metric(state).toUpperCase(Locale.ROOT), 10, 0),
      Column.number("SHARE", 6, 1), Column.number("CALLS", 7, 2), Column.number("UNPRICED", 8, 3)
    };
    int bar = Math.max(0, canvas.width() - TABLE);
    ListState list = state.list();
    int selected = Math.min(list.selected(), rankings.size() - 1);
    int first = Math.clamp(list.first(), Math.max(0, selected - Math.max(1, canvas.height() - 1) + 1), selected);
    int tableWidth = Math.min(canvas.width(), bar > 8 ? TABLE : canvas.width());
    Canvas left = canvas.part(0, 0, tableWidth, canvas.height());
    new Table(List.of(columns))
        .draw(left, new Table.Window(rankings.size(), first, selected), number -> row(state, rankings.get(number)));
    for (int line = 1; line < canvas.height() && bar > 8 && first + line - 1 < rankings.size(); line++) {
      double share = Charts.number(rankings.get(first + line - 1), "percentage") / 100;
      Meter.draw(canvas.part(tableWidth + 2, line, bar - 2, 1), share, Role.series(1));
    }
  }

  private static String metric(State state) {
    boolean isCost = AnalyticsView.of(state.choice()) == AnalyticsView.COST;
    return isCost ? "cost" : state.choice().metric().replace("_tokens", " tokens").replace("request_count", "requests");
  }

  private static String heading(State state) {
    AnalyticsView view = AnalyticsView.of(state.choice());
    String heading = view == AnalyticsView.COST ? "SERVICE / MODEL / APPLICATION" : view.dimension().replace("_id", "");
    return heading.toUpperCase(Locale.ROOT);
  }

  private static Table.Row row(State state, Fields ranking) {
    boolean isMoney = metric(state).equals("cost");
    BigDecimal value = Shown.decimal(ranking, "value");
    return new Table.Row(
        List.of(
            name(ranking),
            isMoney ? Shown.money(value) : Shown.count(value),
            Shown.percent(Shown.decimal(ranking, "percentage")),
            Shown.text(ranking, "record_count"),
            Shown.text(ranking, "unpriced_requests")),
        Role.NORMAL);
  }

  static String exported(State state) {
    List<Fields> rankings = of(state);
    if (rankings.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>(List.of("name\tvalue\tshare\tcalls\tunpriced"));
    for (Fields ranking : rankings) {
      lines.add(String.join("\t", row(state, ranking).cells().stream().map(Exported::cell).toList()));
    }
    return String.join("\n", lines) + "\n";
  }
}
