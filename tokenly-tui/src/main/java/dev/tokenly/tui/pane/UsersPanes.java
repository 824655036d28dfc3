package dev.tokenly.tui.pane;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.access.Role;
import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who may use the server: everybody's account, and one's own sessions and tokens. */
final class UsersPanes {
  private static final List<String> ROLES = Arrays.stream(Role.values()).map(Role::wireName).toList();
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("NAME", 14, 0), UsersPanes::name),
          Cell.of(Column.text("ROLE", 14, 1), "role"),
          Cell.of(Column.text("STATE", 16, 0), UsersPanes::standing),
          Cell.age(Column.number("LAST LOGIN", 10, 3), "last_login"),
          Cell.age(Column.number("MADE", 6, 4), "created_at"));

  private UsersPanes() {}

  static Pane create() {
    return new TabsPane(
        List.of(
            new TabsPane.Tab("users", users()),
            new TabsPane.Tab("my sessions", OwnAccess.sessions()),
            new TabsPane.Tab("my tokens", OwnAccess.tokens())));
  }

  private static ListPane users() {
    List<Action> actions =
        List.of(
            Action.always("n", "new user", "user:create", (state, _) -> newUser(state)),
            Action.onRow("o", "role", "user:edit", UsersPanes::role),
            Action.onRows("d", "disable", "user:edit", (state, rows) -> able(state, rows, false)),
            Action.onRows("a", "enable, unlock", "user:edit", (state, rows) -> able(state, rows, true)),
            Action.onRow("c", "password", "user:edit", UsersPanes::password),
            Action.onRows("x", "delete", "user:delete", UsersPanes::delete));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(UsersPanes::name, (_, row) -> look(row), actions, UsersPanes::lines);
    WholeRows rows = WholeRows.of(Question.of(Topic.USERS), "users", CELLS);
    return new ListPane(rows, CELLS, behaviour,
        new Words("users", "No users that you may see. n makes one.", "tokenly users list"));
  }

  private static String name(Fields row) {
    return Shown.text(row, "username");
  }

  private static String standing(Fields row) {
    if (!row.flag("enabled", true)) {
      return "disabled";
    }
    if (row.optionalTime("locked_until") != null) {
      return "locked";
    }
    return row.flag("must_change_password", false) ? "password due" : "enabled";
  }

  private static dev.tokenly.tui.draw.Role look(Fields row) {
    return standing(row).equals("enabled") ? dev.tokenly.tui.draw.Role.NORMAL : dev.tokenly.tui.draw.Role.WARNING;
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add(Lines.pair("role", Shown.text(row, "role")));
    lines.add((standing(row).equals("enabled") ? "ok " : "! ") + standing(row));
    if (row.optionalTime("locked_until") != null) {
      lines.add(Lines.pair("locked until", Shown.moment(row, "locked_until")));
      lines.add("Too many wrong passwords; a unlocks at once.");
    }
    lines.add(Lines.pair("last login", Shown.moment(row, "last_login")));
    lines.add(Lines.pair("made", Shown.moment(row, "created_at")));
    lines.add("");
    lines.add("== May");
    row.texts("permissions").forEach(permission -> lines.add("  " + permission));
    return lines;
  }

  private static Step newUser(State state) {
    List<Overlay.Form.Entry> entries =
        List.of(
            Forms.text("username", ""),
            Forms.secret("password"),
            Forms.choice("role", "viewer", ROLES),
            Forms.text("permissions", ""));
    return Forms.ask(
        state,
        "New user (permissions only for the role custom, with commas)",
        entries,
        texts -> {
          String user = Forms.needed("the username", texts.get(0));
          String password = checkedPassword(user, texts.get(1));
          String role = checkedRole(texts.get(2));
          List<String> permissions = permissions(role, texts.get(3));
          return Deed.of("Made the user " + user, api -> api.users().create(user, password, role, permissions));
        });
  }

  private static String checkedRole(String typed) {
    if (Role.of(typed.strip()).isEmpty()) {
      throw new IllegalArgumentException("the role is one of " + String.join(", ", ROLES));
    }
    return typed.strip();
  }

  private static String checkedPassword(String user, String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 12 || bytes > 72 || password.equals(user)) {
      throw new IllegalArgumentException("a password has 12 to 72 bytes and is not the name; this one has " + bytes);
    }
    return password;
  }

  private static List<String> permissions(String role, String typed) {
    List<String> known = Arrays.stream(Permission.values()).map(Permission::wireName).toList();
    List<String> chosen = new ArrayList<>();
    for (String each : typed.split(",", -1)) {
      if (!each.isBlank()) {
        if (!known.contains(each.strip())) {
          throw new IllegalArgumentException("no permission " + each.strip() + "; e.g. client:approve, usage:read");
        }
        chosen.add(each.strip());
      }
    }
    if (role.equals(Role.CUSTOM.wireName()) && chosen.isEmpty()) {
      throw new IllegalArgumentException("the role custom needs permissions, e.g. usage:read,audit:read");
    }
    return role.equals(Role.CUSTOM.wireName()) ? chosen : List.of();
  }

  private static Step role(State state, Fields row) {
    String user = name(row);
    String before = Shown.text(row, "role");
    List<String> had = row.texts("permissions");
    List<Overlay.Form.Entry> entries =
        List.of(Forms.choice("role", before, ROLES), Forms.text("permissions", ""));
    return Forms.ask(
        state,
        "Role of " + user + " (permissions only for the role custom)",
        entries,
        texts -> {
          String role = checkedRole(texts.get(0));
          List<String> permissions = permissions(role, texts.get(1));
          List<String> back = before.equals(Role.CUSTOM.wireName()) ? had : List.of();
          return Deed.of(user + " is " + role, api -> api.users().edit(user, role, permissions))
              .undoneBy(Deed.of(user + " is " + before + " again", api -> api.users().edit(user, before, back)));
        });
  }

  private static Step password(State state, Fields row) {
    String user = name(row);
    boolean isOwn = user.equals(state.person().username());
    List<Overlay.Form.Entry> entries =
        isOwn
            ? List.of(Forms.secret("new password"), Forms.secret("current one"))
            : List.of(Forms.secret("new password"));
    return Forms.ask(
        state,
        "Password of " + user,
        entries,
        texts -> {
          String next = checkedPassword(user, texts.getFirst());
          String current = isOwn ? texts.getLast() : null;
          return Deed.of("Set the password of " + user, api -> api.users().setPassword(user, current, next));
        });
  }

  private static Step able(State state, List<Fields> rows, boolean enable) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String user = name(row);
      Deed disable = Deed.of("Disabled " + user, api -> api.users().disable(user));
      Deed reenable = Deed.of("Enabled " + user, api -> api.users().enable(user));
      deeds.add(enable ? reenable.undoneBy(disable) : disable.undoneBy(reenable));
    }
    String title =
        (enable ? "Enable and unlock " : "Disable ") + rows.size() + (rows.size() == 1 ? " user?" : " users?");
    return Step
        .to(state.with(new Overlay.Confirm(title, rows.stream().map(UsersPanes::name).toList(), deeds, null, "")));
  }

  private static Step delete(State state, List<Fields> rows) {
    List<String> users = rows.stream().map(UsersPanes::name).toList();
    List<Deed> deeds =
        users.stream().map(user -> Deed.of("Deleted " + user, api -> api.users().delete(user))).toList();
    List<String> lines = new ArrayList<>(users);
    lines.add("");
    lines.add("This cannot be undone; what was done under the name stays in the audit.");
    boolean isOne = users.size() == 1;
    String title = isOne ? "Delete the user " + users.getFirst() + "?" : "Delete " + users.size() + " users?";
    String word = isOne ? users.getFirst() : "delete " + users.size();
    return Step.to(state.with(new Overlay.Confirm(title, lines, deeds, word, "")));
  }
}
