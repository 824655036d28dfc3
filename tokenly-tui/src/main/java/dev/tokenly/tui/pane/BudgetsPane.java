package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Budgets: what may be spent, what is, and what the period's end will bring. */
final class BudgetsPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("BUDGET", 12, 0), "name"),
          Cell.of(Column.text("STATUS", 8, 1), "status"),
          Cell.money(Column.number("AMOUNT", 10, 0), "amount"),
          Cell.money(Column.number("SPENT", 10, 0), "spent"),
          new Cell(
              Column.number("USED", 7, 0),
              (row, _) -> Shown.percent(Shown.decimal(row, "percent")),
              row -> Shown.decimal(row, "percent"),
              null),
          Cell.of(Column.text("PERIOD", 8, 2), "period"),
          Cell.money(Column.number("FORECAST", 10, 3), "projected"),
          Cell.of(Column.text("PASSED ON", 10, 4), "overrun_date"),
          Cell.of(Column.text("OF", 10, 5), BudgetsPane::scope));

  private BudgetsPane() {}

  static Pane create() {
    List<Action> actions =
        List.of(
            Action.always("n", "new budget", "budget:write", (state, _) -> form(state, null)),
            Action.onRow("e", "edit", "budget:write", BudgetsPane::form),
            Action.onRows("x", "delete", "budget:write", BudgetsPane::delete));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> Shown.text(row, "name"), (_, row) -> look(row), actions, new Standing());
    WholeRows rows = WholeRows.of(Question.of(Topic.BUDGETS), "budgets", CELLS);
    String empty = "No budget yet. n makes one; alerts come here, to the log, by mail or web hook.";
    return new ListPane(rows, CELLS, behaviour, new Words("budgets", empty, "tokenly budgets list"));
  }

  private static String scope(Fields row) {
    Map<String, Object> scope = row.values().get("scope") instanceof Map ? row.object("scope").values() : Map.of();
    return scope.isEmpty() ? "everything" : scope.toString().replaceAll("[{}\\[\\]]", "");
  }

  static Role look(Fields row) {
    BigDecimal used = Shown.decimal(row, "percent");
    if (used == null || used.compareTo(BigDecimal.valueOf(80)) < 0) {
      return Role.NORMAL;
    }
    return used.compareTo(BigDecimal.valueOf(100)) < 0 ? Role.WARNING : Role.BAD;
  }

  private static Step form(State state, @Nullable Fields row) {
    List<Overlay.Form.Entry> entries = new ArrayList<>();
    if (row == null) {
      entries.add(Forms.text("name", ""));
    }
    entries.add(Forms.text("amount in USD", row == null ? "" : Shown.text(row, "amount")));
    List<String> periods = List.of("day", "week", "month", "rolling:30d");
    entries.add(Forms.choice("period", row == null ? "month" : Shown.text(row, "period"), periods));
    entries.add(Forms.text("warn at %", row == null ? "50,80,100" : percents(row)));
    String name = row == null ? "" : Shown.text(row, "name");
    return Forms.ask(
        state,
        row == null ? "New budget" : "Budget " + name,
        entries,
        texts -> row == null
            ? budget(Forms.needed("the name", texts.getFirst()), texts.subList(1, 4), null)
            : budget(name, texts, row));
  }

  private static String percents(Fields row) {
    return row.values().get("warn") instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : "";
  }

  private static Deed budget(String name, List<String> texts, @Nullable Fields before) {
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("name", name);
    if (!(Forms.value(texts.get(0)) instanceof Number)) {
      throw new IllegalArgumentException("the amount is no number: " + texts.get(0));
    }
    budget.put("amount", new BigDecimal(texts.get(0).strip()));
    budget.put("period", Forms.needed("the period", texts.get(1)));
    List<Object> warn = new ArrayList<>();
    for (String percent : texts.get(2).split(",", -1)) {
      warn.add(Forms.value(percent));
    }
    budget.put("warn", warn);
    if (before == null) {
      return Deed.of("Set the budget " + name, api -> api.money().createBudget(budget))
          .undoneBy(Deed.of("Deleted the budget " + name, api -> api.money().deleteBudget(name)));
    }
    for (String kept : List.of("scope", "notify", "tz")) {
      if (before.has(kept)) {
        budget.put(kept, before.values().get(kept));
      }
    }
    return Deed.of("Changed the budget " + name, api -> api.money().editBudget(name, budget));
  }

  private static Step delete(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      String name = Shown.text(row, "name");
      lines.add(name + "  " + Shown.money(Shown.decimal(row, "amount")) + " a " + Shown.text(row, "period"));
      deeds.add(Deed.of("Deleted the budget " + name, api -> api.money().deleteBudget(name)));
    }
    String title = rows.size() == 1 ? "Delete this budget?" : "Delete " + rows.size() + " budgets?";
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, null, "")));
  }

  /** How a budget stands: its numbers, and the days of its period against what each may cost. */
  private static final class Standing implements Beside {
    @Override
    public List<Question> questions(State state, Fields row) {
      return List.of(trend(row));
    }

    private static Question trend(Fields row) {
      List<String> words = new ArrayList<>(List.of(Shown.text(row, "period_start"), "day", "cost", ""));
      Map<String, Object> scope = row.values().get("scope") instanceof Map ? row.object("scope").values() : Map.of();
      scope.forEach(
          (name, value) -> {
            words.add(name.endsWith("s") ? name.substring(0, name.length() - 1) : name);
            words.add(value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value));
          });
      return new Question(Topic.TREND, words);
    }

    @Override
    public List<String> lines(State state, Fields row) {
      BigDecimal amount = Shown.decimal(row, "amount");
      BigDecimal projected = Shown.decimal(row, "projected");
      List<String> lines = new ArrayList<>();
      boolean isOver = amount != null && projected != null && projected.compareTo(amount) > 0;
      BigDecimal left = Shown.decimal(row, "remaining");
      lines.add(
          left != null && left.signum() < 0
              ? "! it is spent"
              : isOver
                  ? "! at this rate it is passed on " + Shown.text(row, "overrun_date")
                  : "ok at this rate it lasts");
      lines.add(Lines.pair("spent", Shown.money(Shown.decimal(row, "spent")) + " of " + Shown.money(amount)));
      lines.add(Lines.pair("left", Shown.money(Shown.decimal(row, "remaining"))));
      lines.add(Lines.pair("forecast", Shown.money(projected) + " at the end"));
      lines.add(Lines.pair("period", Shown.text(row, "period_start").replace("T00:00:00Z", "") + " to "
          + Shown.text(row, "period_end").replace("T00:00:00Z", "")));
      lines.add(Lines.pair("warns at", percents(row) + " %"));
      lines.add(Lines.pair("counts", scope(row)));
      BigDecimal unpriced = Shown.decimal(row, "unpriced_requests");
      if (unpriced != null && unpriced.signum() > 0) {
        lines.add("! " + unpriced + " calls have no price and are not in it");
      }
      return lines;
    }

    @Override
    public void draw(State state, Fields row, Canvas canvas) {
      List<String> lines = lines(state, row);
      Lines.draw(canvas, lines);
      Fields trend = state.known(trend(row)).fields();
      if (trend != null && canvas.height() > lines.size() + 7) {
        Burndown.draw(row, trend, canvas.below(lines.size() + 1));
      }
    }
  }
}
