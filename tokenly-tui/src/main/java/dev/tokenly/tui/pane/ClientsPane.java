package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Machines: those that ask to be let in, those that report, those that were turned away. */
final class ClientsPane {
  private static final List<String> TABS = List.of("all", "pending", "active", "inactive", "rejected");
  private static final List<String> STATES = List.of("", "pending", "approved", "suspended", "rejected");

  private ClientsPane() {}

  static ListPane create() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("HOST", 14, 0), "hostname"),
            Cell.of(Column.text("STATUS", 9, 0), "status"),
            Cell.age(Column.number("SEEN", 5, 1), "last_seen"),
            Cell.of(Column.text("OS", 7, 4), "system_info", "os"),
            Cell.of(Column.text("AGENT", 7, 5), "launcher_version"),
            Cell.of(Column.text("WORKER", 8, 3), "worker_status"),
            Cell.of(Column.number("RECORDS", 8, 2), "stats", "total_records"),
            new Cell(Column.text("FINGERPRINT", 20, 6), (row, _) -> fingerprint(row)));
    ChunkedRows rows = new ChunkedRows(Topic.CLIENTS, "clients", ClientsPane::words);
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> row.text("hostname"), ClientsPane::look, TABS, actions());
    Words words =
        new Words(
            "machines",
            "No machine here. Start an agent: tokenly agent --server URL; it will ask to be approved.",
            "tokenly clients list");
    return new ListPane(rows, cells, behaviour, words);
  }

  private static List<String> words(State state) {
    return List.of(STATES.get(Math.min(state.list().tab(), STATES.size() - 1)), state.list().filter(), "hostname");
  }

  private static String fingerprint(Fields row) {
    String shown = Shown.text(row, "key_fingerprint");
    return shown.equals(Shown.UNKNOWN) ? "no key" : shown;
  }

  private static Role look(Fields row) {
    return switch (Shown.text(row, "status")) {
      case "pending" -> Role.WARNING;
      case "rejected", "suspended", "denied" -> Role.BAD;
      default -> Role.NORMAL;
    };
  }

  private static List<Action> actions() {
    return List.of(
        new Action("a", "approve", "client:approve", ClientsPane::approve),
        new Action("r", "reject", "client:reject", (state, rows) -> change(state, rows, "reject")),
        new Action("s", "suspend", "client:reject", (state, rows) -> change(state, rows, "suspend")),
        new Action("x", "delete", "client:delete", ClientsPane::delete),
        new Action("o", "overrides", "client:configure", ClientsPane::overrides),
        new Action("d", "describe", "client:configure", ClientsPane::describe));
  }

  private static Step approve(State state, List<Fields> rows) {
    List<String> lines = new ArrayList<>();
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String host = row.text("hostname");
      lines.add(host);
      lines.addAll(risks(state, row));
      Deed suspend = new Deed("Suspended " + host, api -> api.clients().suspend(host, null), null);
      deeds.add(new Deed("Approved " + host, api -> api.clients().approve(host, null), suspend));
    }
    lines.add("Compare the fingerprint with the one the agent logs on that machine.");
    return confirm(state, "Approve " + rows.size() + (rows.size() == 1 ? " machine?" : " machines?"), lines, deeds);
  }

  private static List<String> risks(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add("  fingerprint  " + fingerprint(row));
    lines.add("  address      " + Shown.text(row, "ip_address"));
    lines.add("  system       " + Shown.text(row, "system_info", "os") + " " + Shown.text(row, "system_info", "arch"));
    lines.add("  agent        " + Shown.text(row, "launcher_version"));
    if (row.optionalText("key_fingerprint") == null) {
      lines.add("  ! no key: anyone could report under this name");
    }
    boolean isNew =
        row.optionalTime("created_at") == null
            || Duration.between(row.time("created_at"), state.frame().now()).toHours() < 1;
    lines.add(isNew ? "  ! this name is new to the server" : "  ok known since " + Shown.text(row, "created_at"));
    return lines;
  }

  private static Step change(State state, List<Fields> rows, String action) {
    List<String> hosts = rows.stream().map(row -> row.text("hostname")).toList();
    List<Deed> deeds = new ArrayList<>();
    for (String host : hosts) {
      Deed back = new Deed("Approved " + host, api -> api.clients().approve(host, null), null);
      deeds.add(
          action.equals("reject")
              ? new Deed("Rejected " + host, api -> api.clients().reject(host, null), back)
              : new Deed("Suspended " + host, api -> api.clients().suspend(host, null), back));
    }
    return confirm(state, action + " " + String.join(", ", hosts) + "?", List.of("Its agent stops collecting."), deeds);
  }

  private static Step delete(State state, List<Fields> rows) {
    List<String> hosts = rows.stream().map(row -> row.text("hostname")).toList();
    List<Deed> deeds = new ArrayList<>();
    for (String host : hosts) {
      deeds.add(new Deed("Deleted " + host, api -> api.clients().delete(host), null));
    }
    List<String> lines =
        List.of("The name is blocked until it is unblocked; its usage stays.", "Type the name to go on.");
    String word = hosts.size() == 1 ? hosts.getFirst() : "delete " + hosts.size();
    return Step.to(state.with(new Overlay.Confirm("Delete " + String.join(", ", hosts) + "?", lines, deeds, word, "")));
  }

  private static Step confirm(State state, String title, List<String> lines, List<Deed> deeds) {
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, null, "")));
  }

  private static Step describe(State state, List<Fields> rows) {
    String host = rows.getFirst().text("hostname");
    String now = rows.getFirst().optionalText("description");
    return Forms.ask(
        state,
        "Describe " + host,
        List.of(Forms.text("description", now == null ? "" : now)),
        texts -> new Deed("Described " + host, api -> api.clients().describe(host, texts.getFirst()), null));
  }

  private static Step overrides(State state, List<Fields> rows) {
    String host = rows.getFirst().text("hostname");
    return Forms.ask(
        state,
        "Override a setting of " + host + " (empty value: back to the default)",
        List.of(Forms.text("setting", ""), Forms.text("value (JSON)", "")),
        texts -> {
          Map<String, Object> change = Forms.json(texts.get(0), texts.get(1));
          return new Deed(
              "Set " + texts.getFirst() + " of " + host + "; it counts with the next heartbeat",
              api -> api.clients().setConfig(host, Forms.merged(api.clients().config(host), change)),
              null);
        });
  }
}
