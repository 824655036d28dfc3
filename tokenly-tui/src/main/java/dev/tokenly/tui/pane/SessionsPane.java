package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Sessions of tools: what each cost and whether its history has grown too long. */
final class SessionsPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("SESSION", 14, 0), "session_id").ordered("session_id"),
          Cell.of(Column.text("APPLICATION", 12, 1), "application").ordered("application"),
          Cell.of(Column.text("HEALTH", 9, 0), SessionsPane::health),
          Cell.money(Column.number("COST", 8, 0), "cost").ordered("-cost"),
          Cell.count(Column.number("TOKENS", 7, 2), "total_tokens").ordered("-total_tokens"),
          Cell.of(Column.number("TURNS", 5, 3), "turns").ordered("-turns"),
          Cell.of(Column.number("CACHED %", 8, 4), "cache_hit_rate"),
          Cell.age(Column.number("LAST", 5, 1), "last_active_at").ordered("-last_active_at"));

  private SessionsPane() {}

  static Pane create() {
    ChosenRows rows =
        new ChosenRows(
            new PagedRows(Topic.SESSIONS, "sessions", state -> List.of(order(state))),
            WholeRows.of(Topic.SESSIONS, _ -> List.of(""), "sessions", CELLS).newestFirst(),
            state -> !state.list().filter().isEmpty() || order(state).isEmpty());
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> Shown.text(row, "session_id"),
            (_, row) -> look(row),
            List.of(),
            SessionsPane::lines);
    String empty = "No sessions in the last 30 days. They come with usage from tools that name them.";
    return new ListPane(rows, CELLS, behaviour, new Words("sessions", empty, "tokenly sessions"));
  }

  /** How the server is to order all sessions, for the last weeks may have more than are ever held here; empty: it cannot. */
  private static String order(State state) {
    ListState.Order order = state.list().order();
    String name = order.column() < 0 ? "-last_active_at" : CELLS.get(order.column()).order();
    if (name == null || !order.isReversed()) {
      return name == null ? "" : name;
    }
    return name.startsWith("-") ? name.substring(1) : "-" + name;
  }

  private static String health(Fields row) {
    String advice = Shown.text(row, "recommendation");
    return advice.equals("healthy") ? "ok" : advice.replace('_', ' ');
  }

  private static Role look(Fields row) {
    String advice = health(row);
    return switch (advice) {
      case "ok", Shown.UNKNOWN -> Role.NORMAL;
      case "reset recommended" -> Role.BAD;
      default -> Role.WARNING;
    };
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    String advice = health(row);
    lines.add(
        switch (advice) {
          case "ok" -> "ok its history has a healthy length";
          case Shown.UNKNOWN -> "- its tool does not say how long its history is";
          default -> "! " + advice;
        });
    BigDecimal history = Shown.decimal(row, "history_chars");
    BigDecimal limit = Shown.decimal(row, "session_char_limit");
    if (history != null && limit != null && limit.signum() > 0) {
      lines.add(Lines.pair("history", Shown.count(history) + " of " + Shown.count(limit) + " characters"));
    }
    lines.add(Lines.pair("application", Shown.text(row, "application")));
    lines.add(Lines.pair("began", Shown.moment(row, "started_at")));
    lines.add(Lines.pair("last call", Shown.moment(row, "last_active_at")));
    lines.add(Lines.pair("turns", Shown.text(row, "turns")));
    lines.add(Lines.pair("tokens", Shown.count(Shown.decimal(row, "total_tokens"))));
    lines.add(Lines.pair("cost", Shown.money(Shown.decimal(row, "cost"))));
    lines.add(Lines.pair("unpriced", Shown.text(row, "unpriced_requests") + " calls"));
    lines.add(Lines.pair("from cache", Shown.text(row, "cache_hit_rate") + " %"));
    lines.add("");
    lines.add("Every call of it, and what was counted once:");
    lines.add(":audit-usage " + Shown.text(row, "session_id"));
    return lines;
  }
}
