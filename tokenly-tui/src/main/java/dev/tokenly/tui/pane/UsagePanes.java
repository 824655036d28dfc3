package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists about usage: sessions, budgets, raw files, the fleet's health. */
final class UsagePanes {
  private UsagePanes() {}

  static ListPane sessions() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("SESSION", 14, 0), "session_id"),
            Cell.of(Column.text("APPLICATION", 12, 1), "application"),
            Cell.of(Column.text("HEALTH", 12, 0), "recommendation"),
            money(Column.number("COST", 8, 0), "cost"),
            Cell.of(Column.number("TURNS", 6, 2), "turns"),
            Cell.of(Column.number("HISTORY", 8, 3), "history_chars"),
            Cell.age(Column.number("LAST", 5, 2), "last_active_at"));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> Shown.text(row, "session_id"),
            row -> Shown.text(row, "recommendation").startsWith("reset") ? Role.BAD : Role.NORMAL,
            List.of(),
            List.of());
    return new ListPane(
        new ChunkedRows(Topic.SESSIONS, "sessions", _ -> List.of()),
        cells,
        behaviour,
        new Words("sessions", "No sessions in the last 30 days.", "tokenly sessions"));
  }

  private static Cell money(Column column, String field) {
    return new Cell(column, (row, _) -> Shown.money(decimal(row, field)));
  }

  private static @Nullable BigDecimal decimal(Fields row, String field) {
    return row.values().get(field) instanceof Number ? row.optionalDecimal(field) : null;
  }

  static ListPane budgets() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("BUDGET", 12, 0), "name"),
            money(Column.number("AMOUNT", 10, 0), "amount"),
            money(Column.number("SPENT", 10, 0), "spent"),
            new Cell(Column.number("USED", 7, 0), (row, _) -> Shown.percent(decimal(row, "percent"))),
            Cell.of(Column.text("PERIOD", 8, 1), "period"),
            money(Column.number("FORECAST", 10, 2), "projected"),
            Cell.of(Column.text("PASSED ON", 10, 3), "overrun_date"));
    List<Action> actions =
        List.of(
            new Action("n", "new budget", "budget:write", UsagePanes::newBudget),
            new Action("x", "delete", "budget:write", UsagePanes::deleteBudget));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> Shown.text(row, "name"), UsagePanes::look, List.of(), actions);
    return new ListPane(
        new WholeRows(_ -> Question.of(Topic.BUDGETS), "budgets", cells),
        cells,
        behaviour,
        new Words("budgets", "No budget yet. n makes one.", "tokenly budgets list"));
  }

  private static Role look(Fields row) {
    BigDecimal used = decimal(row, "percent");
    if (used == null || used.compareTo(BigDecimal.valueOf(80)) < 0) {
      return Role.NORMAL;
    }
    return used.compareTo(BigDecimal.valueOf(100)) < 0 ? Role.WARNING : Role.BAD;
  }

  private static Step newBudget(State state, List<Fields> rows) {
    List<Overlay.Form.Entry> entries =
        List.of(
            Forms.text("name", ""),
            Forms.text("amount in USD", ""),
            Forms.text("period (day, week, month, rolling:30d)", "month"),
            Forms.text("warn at percent", "50,80,100"));
    return Forms.ask(state, "New budget", entries, texts -> budget(texts));
  }

  private static Deed budget(List<String> texts) {
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("name", texts.get(0));
    try {
      budget.put("amount", new BigDecimal(texts.get(1).strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the amount is no number: " + texts.get(1), e);
    }
    budget.put("period", texts.get(2));
    List<Object> warn = new ArrayList<>();
    for (String percent : texts.get(3).split(",", -1)) {
      warn.add(Forms.value(percent));
    }
    budget.put("warn", warn);
    return new Deed("Set the budget " + texts.get(0), api -> api.money().createBudget(budget), null);
  }

  private static Step deleteBudget(State state, List<Fields> rows) {
    String name = Shown.text(rows.getFirst(), "name");
    Deed deed = new Deed("Deleted the budget " + name, api -> api.money().deleteBudget(name), null);
    return Step
        .to(state.with(new Overlay.Confirm("Delete the budget " + name + "?", List.of(), List.of(deed), null, "")));
  }

  static ListPane files() {
    List<String> tabs = List.of("failed", "all", "pending", "processed");
    List<String> states = List.of("failed", "", "pending", "processed");
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("FILE", 16, 0), "filename"),
            Cell.of(Column.text("STATUS", 9, 0), "status"),
            Cell.age(Column.number("CAME", 5, 1), "received_at"),
            Cell.of(Column.number("STORED", 7, 2), "records_stored"),
            Cell.of(Column.number("INVALID", 7, 2), "records_invalid"),
            Cell.of(Column.text("REASON", 20, 1), "failure_reason"));
    List<Action> actions =
        List.of(
            new Action("t", "retry", "system:manage", UsagePanes::retry),
            new Action("x", "discard", "system:manage", UsagePanes::discard));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            UsagePanes::fileId,
            row -> Shown.text(row, "status").equals("failed") ? Role.BAD : Role.NORMAL,
            tabs,
            actions);
    return new ListPane(
        new ChunkedRows(
            Topic.FILES, "files", state -> List.of(states.get(Math.min(state.list().tab(), states.size() - 1)))),
        cells,
        behaviour,
        new Words("files", "No such file: nothing failed.", "tokenly files list"));
  }

  private static String fileId(Fields row) {
    return Shown.text(row, row.has("ingestion_id") ? "ingestion_id" : "id");
  }

  private static Step retry(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String id = fileId(row);
      deeds.add(new Deed("Trying " + id + " again", api -> api.data().retryFile(id), null));
    }
    return Step.to(state.with(new Overlay.Confirm("Try again?", names(rows), deeds, null, "")));
  }

  private static List<String> names(List<Fields> rows) {
    return rows.stream().map(row -> Shown.text(row, "filename")).toList();
  }

  private static Step discard(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String id = fileId(row);
      deeds.add(new Deed("Discarded " + id, api -> api.data().discardFile(id), null));
    }
    return Step.to(
        state.with(new Overlay.Confirm("Discard for good? Type discard.", names(rows), deeds, "discard", "")));
  }

  static ListPane fleet() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("HOST", 14, 0), "hostname"),
            new Cell(Column.text("HEALTH", 18, 0), UsagePanes::health),
            Cell.age(Column.number("SEEN", 5, 0), "last_seen"),
            Cell.of(Column.text("WORKER", 8, 2), "worker_status"),
            Cell.of(Column.number("ERRORS", 6, 1), "stats", "errors_today"),
            Cell.of(Column.text("LAUNCHER", 9, 3), "launcher_version"),
            Cell.of(Column.text("WORKER VERSION", 9, 4), "worker_version"));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("hostname"),
            row -> health(row, Instant.now()).equals("ok") ? Role.NORMAL : Role.WARNING,
            List.of(),
            List.of());
    return new ListPane(
        new ChunkedRows(Topic.CLIENTS, "clients", state -> List.of("approved", state.list().filter(), "last_seen")),
        cells,
        behaviour,
        new Words("the fleet", "No approved machine yet.", "tokenly clients list --status approved"));
  }

  private static String health(Fields row, Instant now) {
    Instant seen = row.optionalTime("last_seen");
    if (seen == null || Duration.between(seen, now).toHours() >= 2) {
      return "silent";
    }
    String worker = Shown.text(row, "worker_status");
    return worker.equals("running") || worker.equals("updating") ? "ok" : "worker " + worker;
  }
}
