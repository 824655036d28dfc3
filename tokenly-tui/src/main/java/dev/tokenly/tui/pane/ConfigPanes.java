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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's settings, what every agent is told, and what single machines are told instead. Changes are laid aside as
 * drafts, marked, and saved together after a look at what will differ.
 */
final class ConfigPanes {
  private static final Question CONFIG = Question.of(Topic.CONFIG);
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("KEY", 29, 0), "key"),
          Cell.of(Column.text("VALUE", 14, 0), ConfigPanes::value),
          Cell.of(Column.text("FROM", 7, 2), "source"),
          Cell.of(Column.text("TYPE", 6, 4), "type"),
          Cell.of(Column.text("CHANGED BY", 10, 3), "updated_by"),
          Cell.of(Column.text("MEANING", 20, 5), "description"));

  private ConfigPanes() {}

  static Pane create() {
    return new TabsPane(
        List.of(
            new TabsPane.Tab("server", server()),
            new TabsPane.Tab("agents' defaults", AgentDefaults.create()),
            new TabsPane.Tab("overrides", OverridesPane.create())));
  }

  private static ListPane server() {
    List<Action> actions =
        List.of(
            Action.onRow("e", "edit", "config:write", ConfigPanes::edit),
            Action.always("a", "apply drafts", "config:write", (state, _) -> apply(state)),
            Action.onRows("z", "drop draft", "config:write", Drafts::drop),
            Action.onRows("x", "back to default", "config:delete", ConfigPanes::reset));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(row -> row.text("key"), (_, row) -> look(row), actions, ConfigPanes::lines);
    WholeRows rows = WholeRows.made(CONFIG, ConfigPanes::rows, CELLS);
    return new ListPane(rows, CELLS, behaviour,
        new Words("settings", "No settings. r asks again.", "tokenly config list"));
  }

  private static List<Fields> rows(State state, Fields answer) {
    List<Fields> rows = new ArrayList<>();
    for (Fields row : answer.objects("configs")) {
      if (!row.text("key").equals(AgentDefaults.KEY)) {
        rows.add(Drafts.on(state, named(row, row.text("key"))));
      }
    }
    return rows;
  }

  /** The row with the name its draft has. */
  static Fields named(Fields row, String draftKey) {
    Map<String, Object> with = new LinkedHashMap<>(row.values());
    with.put("draft_key", draftKey);
    return Fields.of(with);
  }

  /** Every setting there can be a draft of, the server's and the agents'. */
  static List<Fields> settings(Fields answer) {
    List<Fields> all = new ArrayList<>(AgentDefaults.settings(answer));
    answer.objects("configs").forEach(row -> all.add(named(row, row.text("key"))));
    return all;
  }

  /** The value, and behind an arrow the draft that is not saved yet. */
  static String value(Fields row) {
    String now = Shown.text(row, "value");
    return row.has("draft") ? now + " → " + row.text("draft") + " *" : now;
  }

  static Role look(Fields row) {
    return row.has("draft")
        ? Role.MARKED
        : Shown.text(row, "source").equals("default") ? Role.NORMAL : Role.STRONG;
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add(Shown.text(row, "description"));
    lines.add("");
    lines.add(Lines.pair("value", Shown.text(row, "value")));
    if (row.has("draft")) {
      lines.add("! " + Lines.pair("not saved", row.text("draft")));
      lines.add("  a saves, z drops it");
    }
    lines.add(Lines.pair("default", Shown.text(row, "default")));
    lines.add(Lines.pair("type", Shown.text(row, "type")));
    boolean everChanged = row.optionalTime("updated_at") != null;
    lines.add(Lines.pair("changed",
        everChanged ? Shown.moment(row, "updated_at") + " by " + Shown.text(row, "updated_by") : "never"));
    return lines;
  }

  private static Step edit(State state, Fields row) {
    String key = row.text("key");
    String type = Shown.text(row, "type");
    boolean isSecret = type.equals("secret");
    String text = row.has("draft") ? row.text("draft") : Shown.text(row, "value").replace(Shown.UNKNOWN, "");
    Overlay.Form.Entry entry =
        isSecret
            ? Forms.secret("value")
            : type.equals("bool")
                ? Forms.choice("value", text, List.of("true", "false"))
                : Forms.text("value (" + type + ")", text);
    return Drafts.edit(state, "Change " + key, entry, key, typed -> checked(type, typed));
  }

  /** Throws {@link IllegalArgumentException} when the text is no value of the type; the server checks its range. */
  private static void checked(String type, String typed) {
    Object value = Forms.value(typed);
    boolean fits = switch (type) {
      case "int" -> value instanceof Long || value instanceof Integer;
      case "bool" -> value instanceof Boolean;
      case "json" -> value instanceof Map;
      default -> true;
    };
    if (!fits) {
      throw new IllegalArgumentException(typed + " is no " + (type.equals("int") ? "whole number" : type));
    }
  }

  private static Step apply(State state) {
    Fields answer = state.known(CONFIG).fields();
    List<String> lines = new ArrayList<>();
    List<Deed> deeds = new ArrayList<>();
    for (Fields row : answer == null ? List.<Fields>of() : rows(state, answer)) {
      if (row.has("draft")) {
        String key = row.text("key");
        String type = Shown.text(row, "type");
        boolean isSecret = type.equals("secret");
        lines.add("- " + key + "  " + Shown.text(row, "value"));
        lines.add("+ " + key + "  " + (isSecret ? "(not shown)" : row.text("draft")));
        boolean isText = type.equals("string") || isSecret;
        Object value = isText ? row.text("draft") : Forms.value(row.text("draft"));
        Deed deed = Deed.of("Set " + key, api -> api.admin().setConfig(key, value));
        deeds.add(isSecret ? deed : deed.undoneBy(back(row)));
      }
    }
    return Drafts.confirm(state, "Save these settings?", lines, deeds);
  }

  private static Deed back(Fields row) {
    String key = row.text("key");
    Object before = row.values().get("value");
    return Shown.text(row, "source").equals("default") || before == null
        ? Deed.of(key + " has its default again", api -> api.admin().deleteConfig(key))
        : Deed.of("Set " + key + " back", api -> api.admin().setConfig(key, before));
  }

  private static Step reset(State state, List<Fields> rows) {
    List<Deed> deeds = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      String key = row.text("key");
      lines.add("- " + key + "  " + Shown.text(row, "value"));
      lines.add("+ " + key + "  " + Shown.text(row, "default"));
      deeds.add(Deed.of(key + " has its default again", api -> api.admin().deleteConfig(key)));
    }
    return Step.to(state.with(new Overlay.Confirm("Back to the default?", lines, deeds, null, "")));
  }

  /** The server's answer about the agents' defaults; empty when none are set. */
  static Map<String, Object> agentsDefaults(Fields answer) {
    for (Fields row : answer.objects("configs")) {
      if (row.text("key").equals(AgentDefaults.KEY) && row.values().get("value") instanceof Map) {
        return new LinkedHashMap<>(row.object("value").values());
      }
    }
    return new LinkedHashMap<>();
  }
}
