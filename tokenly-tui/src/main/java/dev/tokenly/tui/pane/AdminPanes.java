package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;

/** The lists of administration: configuration, users with my sessions and tokens, audit. */
final class AdminPanes {
  private AdminPanes() {}

  static ListPane config() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("KEY", 24, 0), "key"),
            Cell.of(Column.text("VALUE", 16, 0), "value"),
            Cell.of(Column.text("FROM", 7, 2), "source"),
            Cell.of(Column.text("TYPE", 6, 4), "type"),
            Cell.of(Column.text("CHANGED BY", 10, 3), "updated_by"),
            Cell.of(Column.text("MEANING", 20, 5), "description"));
    List<Action> actions =
        List.of(
            new Action("e", "edit", "config:write", AdminPanes::edit),
            new Action("x", "back to default", "config:delete", AdminPanes::reset));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("key"), row -> Shown.text(row, "source").equals("set") ? Role.STRONG : Role.NORMAL,
            List.of(), actions);
    return new ListPane(
        new WholeRows(_ -> Question.of(Topic.CONFIG), "configs", cells),
        cells,
        behaviour,
        new Words("settings", "No settings.", "tokenly config list"));
  }

  private static Step edit(State state, List<Fields> rows) {
    Fields row = rows.getFirst();
    String key = row.text("key");
    boolean isSecret = Shown.text(row, "type").equals("secret");
    Overlay.Form.Entry entry =
        isSecret ? Forms.secret("value") : Forms.text("value", Shown.text(row, "value").replace(Shown.UNKNOWN, ""));
    return Forms.ask(
        state,
        "Set " + key,
        List.of(entry),
        texts -> {
          Object value = isSecret ? texts.getFirst() : Forms.value(texts.getFirst());
          return new Deed("Set " + key, api -> api.admin().setConfig(key, value), null);
        });
  }

  private static Step reset(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      String key = row.text("key");
      lines.add(key + "  " + Shown.text(row, "value") + " → " + Shown.text(row, "default"));
      deeds.add(new Deed(key + " has its default again", api -> api.admin().deleteConfig(key), null));
    }
    return Step.to(state.with(new Overlay.Confirm("Back to the default?", lines, deeds, null, "")));
  }

  static ListPane users() {
    List<Cell> cells =
        List.of(
            new Cell(Column.text("NAME", 14, 0), (row, _) -> name(row)),
            Cell.of(Column.text("ROLE", 12, 1), "role"),
            new Cell(Column.text("STATE", 9, 1), (row, _) -> state(row)),
            Cell.age(Column.number("LAST LOGIN", 10, 3), "last_login"),
            Cell.age(Column.number("MADE", 6, 4), "created_at"));
    List<Action> actions =
        List.of(
            new Action("n", "new user", "user:create", AdminPanes::newUser),
            new Action("o", "role", "user:edit", AdminPanes::role),
            new Action("d", "disable", "user:edit", (state, rows) -> able(state, rows, false)),
            new Action("u", "enable", "user:edit", (state, rows) -> able(state, rows, true)),
            new Action("x", "delete", "user:delete", AdminPanes::deleteUser));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            AdminPanes::name, row -> state(row).equals("enabled") ? Role.NORMAL : Role.WARNING, List.of(), actions);
    return new ListPane(
        new WholeRows(_ -> Question.of(Topic.USERS), "users", cells),
        cells,
        behaviour,
        new Words("users", "No users.", "tokenly users list"));
  }

  private static String name(Fields row) {
    return Shown.text(row, "username");
  }

  private static String state(Fields row) {
    if (row.optionalTime("locked_until") != null) {
      return "locked";
    }
    return row.flag("enabled", true) ? "enabled" : "disabled";
  }

  private static Step newUser(State state, List<Fields> rows) {
    List<Overlay.Form.Entry> entries =
        List.of(Forms.text("username", ""), Forms.secret("password"), Forms.text("role", "viewer"));
    return Forms.ask(
        state,
        "New user",
        entries,
        texts -> new Deed(
            "Made the user " + texts.get(0),
            api -> api.users().create(texts.get(0), texts.get(1), texts.get(2), List.of()),
            null));
  }

  private static Step role(State state, List<Fields> rows) {
    String name = name(rows.getFirst());
    return Forms.ask(
        state,
        "Role of " + name + " (super_admin, client_manager, viewer)",
        List.of(Forms.text("role", Shown.text(rows.getFirst(), "role"))),
        texts -> new Deed(name + " is " + texts.getFirst(), api -> api.users().edit(name, texts.getFirst(), List.of()),
            null));
  }

  private static Step able(State state, List<Fields> rows, boolean enable) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String name = name(row);
      Deed disable = new Deed("Disabled " + name, api -> api.users().disable(name), null);
      Deed reenable = new Deed("Enabled " + name, api -> api.users().enable(name), null);
      deeds.add(
          enable
              ? new Deed(reenable.done(), reenable.call(), disable)
              : new Deed(disable.done(), disable.call(), reenable));
    }
    String title = (enable ? "Enable " : "Disable ") + rows.size() + (rows.size() == 1 ? " user?" : " users?");
    return Step
        .to(state.with(new Overlay.Confirm(title, rows.stream().map(AdminPanes::name).toList(), deeds, null, "")));
  }

  private static Step deleteUser(State state, List<Fields> rows) {
    String name = name(rows.getFirst());
    Deed deed = new Deed("Deleted " + name, api -> api.users().delete(name), null);
    List<String> lines = List.of("This cannot be undone. Type the name to go on.");
    return Step.to(state.with(new Overlay.Confirm("Delete the user " + name + "?", lines, List.of(deed), name, "")));
  }

  static ListPane audit() {
    List<Cell> cells =
        List.of(
            Cell.age(Column.number("AGO", 5, 0), "timestamp"),
            Cell.of(Column.text("WHO", 10, 0), "user_id"),
            Cell.of(Column.text("DID", 16, 0), "action"),
            Cell.of(Column.text("TO", 8, 2), "resource"),
            Cell.of(Column.text("WHICH", 12, 1), "resource_id"),
            Cell.of(Column.text("FROM", 12, 3), "ip_address"),
            Cell.of(Column.text("DETAILS", 16, 4), "details"));
    List<Action> actions = List.of(new Action("v", "verify the chain", "audit:read", AdminPanes::verify));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> Shown.text(row, "id"), _ -> Role.NORMAL, List.of(), actions);
    return new ListPane(
        new ChunkedRows(Topic.AUDIT, "entries", _ -> List.of()),
        cells,
        behaviour,
        new Words("the audit", "Nothing was done yet.", "tokenly audit list"));
  }

  private static Step verify(State state, List<Fields> rows) {
    Deed deed = new Deed("The audit's chain is whole", api -> api.admin().verifyAudit(), null);
    return Step.to(state, new Effect.Act(deed));
  }
}
