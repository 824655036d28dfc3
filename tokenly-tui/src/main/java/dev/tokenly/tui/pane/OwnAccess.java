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
import java.util.ArrayList;
import java.util.List;

/** One's own ways in: where one is logged in, and the tokens for scripts. */
final class OwnAccess {
  private OwnAccess() {}

  static ListPane sessions() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("FROM", 15, 0), "ip_address"),
            Cell.of(Column.text("PROGRAM", 16, 1), "user_agent"),
            Cell.of(Column.text("THIS ONE", 8, 0), row -> row.flag("current", false) ? "this one" : ""),
            Cell.age(Column.number("USED", 5, 0), "last_used_at"),
            Cell.age(Column.number("BEGAN", 5, 2), "created_at"),
            Cell.of(Column.text("UNTIL", 20, 3), row -> Shown.moment(row, "expires_at")));
    List<Action> actions = List.of(Action.onRows("x", "end", "", OwnAccess::endSession));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> Shown.text(row, "session_id"),
            (_, row) -> row.flag("current", false) ? Role.STRONG : Role.NORMAL,
            actions,
            Beside.everything());
    WholeRows rows = WholeRows.of(Question.of(Topic.MY_SESSIONS), "sessions", cells);
    return new ListPane(rows, cells, behaviour,
        new Words("your sessions", "You came with a token. A login would show here: tokenly login.", "tokenly whoami"));
  }

  private static Step endSession(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      String id = Shown.text(row, "session_id");
      lines.add(
          Shown.text(row, "ip_address") + "  " + Shown.text(row, "user_agent")
              + (row.flag("current", false) ? "  ! this one: you have to log in again" : ""));
      deeds.add(Deed.of("Ended the session", api -> api.auth().revokeSession(id)));
    }
    return Step.to(state.with(new Overlay.Confirm("End where you are logged in?", lines, deeds, null, "")));
  }

  static ListPane tokens() {
    List<Cell> cells =
        List.of(
            Cell.of(Column.text("NAME", 14, 0), "name"),
            Cell.of(Column.text("MAY", 20, 1), row -> String.join(" ", row.texts("permissions"))),
            Cell.age(Column.number("MADE", 5, 2), "created_at"),
            Cell.of(Column.text("UNTIL", 20, 0), row -> Shown.moment(row, "expires_at")));
    List<Action> actions =
        List.of(
            Action.always("n", "new token", "", (state, _) -> newToken(state)),
            Action.onRows("x", "revoke", "", OwnAccess::revoke));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> Shown.text(row, "name"), (_, _) -> Role.NORMAL, actions, Beside.everything());
    WholeRows rows = WholeRows.of(Question.of(Topic.TOKENS), "tokens", cells);
    String empty = "No token yet. n makes one for a script; it is shown once.";
    return new ListPane(rows, cells, behaviour, new Words("your tokens", empty, "tokenly tokens list"));
  }

  private static Step newToken(State state) {
    List<String> own = state.person().permissions().stream().sorted().toList();
    List<Overlay.Form.Entry> entries =
        List.of(
            Forms.text("name", ""),
            Forms.text("permissions", "usage:read"),
            Forms.text("days", "90"));
    return Forms.ask(
        state,
        "New token (permissions with commas, of your own)",
        entries,
        texts -> {
          String name = Forms.needed("the name", texts.get(0));
          List<String> permissions = List.of(Forms.needed("a permission", texts.get(1)).split("\\s*,\\s*", -1));
          permissions.stream().filter(each -> !own.contains(each)).findFirst().ifPresent(each -> {
            throw new IllegalArgumentException("you do not have " + each + " yourself");
          });
          if (!(Forms.value(texts.get(2)) instanceof Number days) || days.longValue() < 1) {
            throw new IllegalArgumentException("days is a number from 1 on");
          }
          long validity = days.longValue();
          return Deed
              .of("Made the token " + name, api -> api.auth().createToken(name, permissions, validity))
              .telling(
                  answer -> List.of(
                      "! This is shown once. y copies all of it.", "", Shown.text(answer, "token"), "",
                      "TOKENLY_TOKEN=… tokenly top --json"));
        });
  }

  private static Step revoke(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : rows) {
      String id = Shown.text(row, "token_id");
      deeds.add(Deed.of("Revoked " + Shown.text(row, "name"), api -> api.auth().revokeToken(id)));
    }
    List<String> names = rows.stream().map(row -> Shown.text(row, "name")).toList();
    return Step.to(state.with(new Overlay.Confirm("Revoke? Scripts that use it stop.", names, deeds, null, "")));
  }
}
