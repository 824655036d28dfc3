package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What single machines are told instead of the defaults, and whether it has reached them. */
final class OverridesPane {
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("HOST", 14, 0), "hostname"),
          Cell.of(Column.text("SETTINGS", 20, 0), OverridesPane::settings),
          Cell.of(Column.text("DELIVERED", 12, 0), OverridesPane::delivered),
          Cell.age(Column.number("CHANGED", 7, 2), "updated_at"),
          Cell.of(Column.text("BY", 8, 3), "updated_by"));

  private OverridesPane() {}

  static ListPane create() {
    List<Action> actions =
        List.of(
            Action.onRow("o", "change", "client:configure",
                (state, row) -> edit(state, row.text("hostname"), own(row))),
            Action.onRows("x", "back to defaults", "client:configure", OverridesPane::clear));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("hostname"),
            (_, row) -> row.flag("delivered", true) ? Role.NORMAL : Role.WARNING,
            actions,
            OverridesPane::lines);
    WholeRows rows = WholeRows.of(Question.of(Topic.OVERRIDES), "overrides", CELLS);
    String empty = "Every machine has the defaults. On page 2, o gives one a setting of its own.";
    return new ListPane(rows, CELLS, behaviour, new Words("overrides", empty, "tokenly clients config HOST"));
  }

  private static Map<String, Object> own(Fields row) {
    return row.values().get("custom_config") instanceof Map ? row.object("custom_config").values() : Map.of();
  }

  private static String settings(Fields row) {
    List<String> parts = new ArrayList<>();
    own(row).forEach((name, value) -> parts.add(name + "=" + Shown.plain(value)));
    return String.join(" ", parts);
  }

  private static String delivered(Fields row) {
    return row.flag("delivered", true) ? "yes " + Shown.moment(row, "delivered_at") : "not yet";
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row.flag("delivered", true)
            ? "ok delivered " + Shown.moment(row, "delivered_at")
            : "! not delivered yet: it goes with the machine's next heartbeat");
    lines.add("");
    Fields effective = row.optionalObject("effective_config");
    if (effective != null) {
      effective.values().forEach(
          (name, value) -> lines.add((own(row).containsKey(name) ? "+ " : "  ") + name + " = " + Shown.plain(value)));
    }
    return lines;
  }

  /** Asks which setting of a machine to change, then for its value. */
  static Step edit(State state, String host, Map<String, Object> own) {
    List<Overlay.Menu.Item> items = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      String name = key.wireName();
      String now = own.containsKey(name) ? " = " + AgentDefaults.typed(own.get(name)) + " (its own)" : "";
      items.add(new Overlay.Menu.Item("", name + now, next -> value(next, host, own, key)));
    }
    return Step.to(state.with(new Overlay.Menu("Which setting of " + host + "?", items, 0)));
  }

  private static Step value(State state, String host, Map<String, Object> own, ConfigKey key) {
    String name = key.wireName();
    String before = own.containsKey(name) ? AgentDefaults.typed(own.get(name)) : "";
    Overlay.Form.Entry entry = AgentDefaults.entry(key, before);
    return Forms.ask(
        state,
        name + " of " + host + " (empty: the default again)",
        List.of(entry),
        texts -> {
          Map<String, Object> next = new LinkedHashMap<>(own);
          if (texts.getFirst().isBlank()) {
            next.remove(name);
          } else {
            AgentDefaults.checked(key, texts.getFirst());
            next.put(name, Forms.value(texts.getFirst()));
          }
          return Deed.of(
              "Set " + name + " of " + host + "; it goes with its next heartbeat (7, overrides: delivered)",
              api -> api.clients().setConfig(host, next))
              .undoneBy(Deed.of("Took it back", api -> api.clients().setConfig(host, own)));
        });
  }

  private static Step clear(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      String host = row.text("hostname");
      lines.add("- " + host + "  " + settings(row));
      Map<String, Object> own = own(row);
      deeds.add(
          Deed.of(host + " has the defaults again", api -> api.clients().clearConfig(host))
              .undoneBy(Deed.of("Took it back", api -> api.clients().setConfig(host, own))));
    }
    return Step.to(state.with(new Overlay.Confirm("Back to the defaults?", lines, deeds, null, "")));
  }
}
