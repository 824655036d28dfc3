package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Machines: those that ask to be let in, those that report, those that were turned away. */
final class ClientsPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("HOST", 14, 0), "hostname").ordered("hostname"),
          Cell.of(Column.text("STATUS", 9, 0), "status").ordered("status"),
          Cell.age(Column.number("SEEN", 5, 1), "last_seen").ordered("last_seen"),
          Cell.of(Column.text("OS", 7, 4), "system_info", "os"),
          Cell.of(Column.text("AGENT", 7, 5), "launcher_version"),
          Cell.of(Column.text("WORKER", 8, 3), "worker_status"),
          Cell.count(Column.number("RECORDS", 8, 2), "stats", "total_records"),
          Cell.of(Column.text("FINGERPRINT", 20, 6), ClientsPane::fingerprint));

  private ClientsPane() {}

  static Pane create() {
    return new TabsPane(
        List.of(
            tab("all", "", (_, _) -> true, "No machine yet. Start an agent: tokenly agent --server URL"),
            tab("pending", "pending", (_, _) -> true,
                "Nobody waits for approval. Whoever does is told of on every page."),
            tab("active", "approved", (_, row) -> row.flag("active", true),
                "No approved machine was seen lately. = says what is wrong with each."),
            tab("inactive", "approved,suspended", (_, row) -> !isActive(row),
                "No machine is silent or suspended. Tab shows the others."),
            tab("rejected", "rejected", (_, _) -> true, "No machine was turned away. Tab shows the others.")));
  }

  private static boolean isActive(Fields row) {
    return Shown.text(row, "status").equals("approved") && row.flag("active", true);
  }

  private static TabsPane.Tab tab(String name, String states, BiPredicate<State, Fields> keeps, String empty) {
    boolean picks = name.equals("active") || name.equals("inactive");
    ChosenRows rows =
        new ChosenRows(
            new PagedRows(Topic.CLIENTS, "clients", state -> words(state, states)),
            WholeRows.of(Topic.CLIENTS, state -> words(state, states), "clients", CELLS)
                .keeping(keeps)
                .searchingToo(ClientsPane::beside),
            state -> picks || !canServer(state.list()));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> row.text("hostname"), (_, row) -> look(row), actions(), new ClientLines());
    String command = "tokenly clients list" + (states.isEmpty() ? "" : " --status " + states);
    return new TabsPane.Tab(name, new ListPane(rows, CELLS, behaviour, new Words("machines", empty, command)));
  }

  /** Whether the server itself can give the list so: it filters by names alone, of all that is shown, and knows few orders. */
  private static boolean canServer(ListState list) {
    return list.filter().isEmpty() && (list.order().column() < 0 || order(list) != null);
  }

  /** What is told of a machine beside the list, and looked for by whoever filters it. */
  private static String beside(Fields row) {
    return String.join(" ", Shown.text(row, "description"), Shown.text(row, "ip_address"),
        Shown.text(row, "system_info", "platform"), Shown.text(row, "system_info", "arch"),
        Shown.text(row, "worker_version"), Shown.text(row, "client_id"));
  }

  private static @Nullable String order(ListState list) {
    return list.order().column() < 0 ? null : CELLS.get(list.order().column()).order();
  }

  private static List<String> words(State state, String states) {
    String order = order(state.list());
    boolean isDescending = order != null && order.equals("last_seen") != state.list().order().isReversed();
    return List.of(states, order == null ? "hostname" : order, isDescending ? "desc" : "");
  }

  static String fingerprint(Fields row) {
    String shown = Shown.text(row, "key_fingerprint");
    return shown.equals(Shown.UNKNOWN) ? "no key" : shown;
  }

  private static Role look(Fields row) {
    return switch (Shown.text(row, "status")) {
      case "pending" -> Role.WARNING;
      case "rejected", "suspended" -> Role.BAD;
      default -> row.flag("active", true) ? Role.NORMAL : Role.DIM;
    };
  }

  private static List<Action> actions() {
    return List.of(
        Action.onRows("a", "approve", "client:approve", Approval::ask),
        Action.onRows("r", "reject", "client:reject", (state, rows) -> change(state, rows, false)),
        Action.onRows("s", "suspend", "client:reject", (state, rows) -> change(state, rows, true)),
        Action.onRows("x", "delete", "client:delete", ClientsPane::delete),
        Action.onRow("o", "overrides", "client:configure", ClientsPane::overrides),
        Action.onRow("d", "describe", "client:configure", ClientsPane::describe),
        Action.onRow("R", "reset key", "client:approve", ClientsPane::resetKey));
  }

  private static List<String> hosts(List<Fields> rows) {
    return rows.stream().map(row -> row.text("hostname")).toList();
  }

  private static Step change(State state, List<Fields> rows, boolean suspends) {
    List<String> hosts = hosts(rows);
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String host = row.text("hostname");
      Deed deed =
          suspends
              ? Deed.of("Suspended " + host, api -> api.clients().suspend(host, null))
              : Deed.of("Rejected " + host, api -> api.clients().reject(host, null));
      // Taking a rejection back must not let in what was never let in.
      boolean wasApproved = Shown.text(row, "status").equals("approved");
      Deed back = Deed.of("Approved " + host + " again", api -> api.clients().approve(host, null));
      deeds.add(wasApproved ? deed.undoneBy(back) : deed);
    }
    List<String> lines = new ArrayList<>(hosts);
    lines.add("");
    lines.add(
        suspends
            ? "Its agent stops collecting until it is approved again; nothing on the machine is lost."
            : "It will be refused; approving it later is possible.");
    String count = hosts.size() == 1 ? hosts.getFirst() : hosts.size() + " machines";
    String title = (suspends ? "Suspend " : "Reject ") + count + "?";
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, null, "")));
  }

  private static Step delete(State state, List<Fields> rows) {
    List<String> hosts = hosts(rows);
    List<Deed> deeds = new ArrayList<>();
    for (String host : hosts) {
      deeds.add(Deed.of("Deleted " + host, api -> api.clients().delete(host)));
    }
    List<String> lines = new ArrayList<>(hosts);
    lines.add("");
    lines.add("The name is blocked until it is unblocked (tokenly clients unblock); its usage stays in the ledger.");
    String word = hosts.size() == 1 ? hosts.getFirst() : "delete " + hosts.size();
    String title = "Delete " + (hosts.size() == 1 ? hosts.getFirst() : hosts.size() + " machines") + "?";
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, word, "")));
  }

  private static Step describe(State state, Fields row) {
    String host = row.text("hostname");
    String now = row.optionalText("description");
    return Forms.ask(
        state,
        "Describe " + host,
        List.of(Forms.text("description", now == null ? "" : now)),
        texts -> Deed.of("Described " + host, api -> api.clients().describe(host, texts.getFirst())));
  }

  private static Step resetKey(State state, Fields row) {
    String host = row.text("hostname");
    List<String> lines =
        List.of("The next key that reports as " + host + " is pinned, and waits for approval.",
            "Do this after a reinstall, when its fingerprint changed.");
    Deed deed = Deed.of("Forgot the key of " + host, api -> api.clients().resetKey(host));
    return Step.to(state.with(new Overlay.Confirm("Forget the key of " + host + "?", lines, List.of(deed), host, "")));
  }

  private static Step overrides(State state, Fields row) {
    Map<String, Object> now = row.values().get("custom_config") instanceof Map
        ? row.object("custom_config").values()
        : Map.of();
    return OverridesPane.edit(state, row.text("hostname"), now);
  }
}
