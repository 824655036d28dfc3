package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.List;
import java.util.Map;

/** Who changed what, the newest first, and whether the record of it is whole. */
final class AuditPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.age(Column.number("AGO", 5, 0), "timestamp"),
          Cell.of(Column.text("WHO", 10, 0), "user"),
          Cell.of(Column.text("DID", 16, 0), "action"),
          Cell.of(Column.text("TO", 8, 2), "resource"),
          Cell.of(Column.text("WHICH", 14, 1), AuditPane::which),
          Cell.of(Column.text("FROM", 12, 3), "ip_address"),
          Cell.of(Column.text("DETAILS", 16, 4), AuditPane::details));

  private AuditPane() {}

  static Pane create() {
    ChosenRows rows =
        new ChosenRows(
            new PagedRows(Topic.AUDIT, "entries", AuditPane::search),
            WholeRows.of(Topic.AUDIT, AuditPane::search, "entries", CELLS).filteredByServer().newestFirst(),
            state -> state.list().order().column() >= 0);
    List<Action> actions = List.of(Action.always("v", "verify the chain", "audit:read", (state, _) -> verify(state)));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> "entry " + Shown.text(row, "id"), (_, row) -> look(row), actions, Beside.everything());
    return new ListPane(
        rows, CELLS, behaviour,
        new Words("the audit", "Nothing was done yet. Every change will show here by itself.", "tokenly audit list"));
  }

  /** The server looks through all there is; here there would be no more than has been fetched. */
  private static List<String> search(State state) {
    return List.of(state.list().filter());
  }

  private static String which(Fields row) {
    Object host = Shown.value(row, "details", "hostname");
    return host == null ? Shown.text(row, "resource_id") : host.toString();
  }

  private static String details(Fields row) {
    Map<String, Object> details =
        row.values().get("details") instanceof Map ? row.object("details").values() : Map.of();
    StringBuilder text = new StringBuilder();
    details.forEach(
        (name, value) -> {
          if (!name.equals("hostname") && value != null) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(Shown.plain(value));
          }
        });
    return text.toString();
  }

  private static Role look(Fields row) {
    String action = Shown.text(row, "action");
    return action.contains("failed") || action.contains("mismatch") || action.endsWith("delete")
        ? Role.WARNING
        : Role.NORMAL;
  }

  /** Reads only, so it is done at once; the answer says how far the chain holds. */
  private static Step verify(State state) {
    Deed deed =
        Deed.of("Verified the audit", api -> api.admin().verifyAudit())
            .telling(
                answer -> answer.flag("valid", false)
                    ? List.of(
                        "ok the chain of hashes is whole: " + Shown.text(answer, "checked") + " entries",
                        Lines.pair("newest", "entry " + Shown.text(answer, "head", "id")),
                        Lines.pair("hash", Shown.text(answer, "head", "hash")),
                        Lines.pair("held against", Shown.text(answer, "witnesses") + " signed heads"),
                        "",
                        "Note the newest hash elsewhere: whoever cuts entries off the end cannot make it come back.",
                        ":audit head prints it signed.")
                    : List.of(
                        "! the chain is broken at entry " + Shown.text(answer, "broken_at"),
                        "! " + Shown.text(answer, "reason"),
                        "Somebody changed or removed entries behind the server's back. Entries before it are whole."));
    return Step.to(state, new Effect.Act(List.of(deed)));
  }
}
