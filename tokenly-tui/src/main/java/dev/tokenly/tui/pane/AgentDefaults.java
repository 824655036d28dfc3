package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every agent is told: each key with its value, its default and what it may be. */
final class AgentDefaults {
  static final String KEY = "default_client_config";

  private static final String DRAFT = "agents/";
  private static final Question CONFIG = Question.of(Topic.CONFIG);
  private static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("SETTING", 27, 0), "key"),
          Cell.of(Column.text("VALUE", 14, 0), ConfigPanes::value),
          Cell.of(Column.text("FROM", 8, 1), "source"),
          Cell.of(Column.text("MAY BE", 16, 2), "allowed"));

  private AgentDefaults() {}

  static ListPane create() {
    List<Action> actions =
        List.of(
            Action.onRow("e", "edit", "config:write", AgentDefaults::edit),
            Action.always("a", "apply drafts", "config:write", (state, _) -> apply(state)),
            Action.onRows("z", "drop draft", "config:write", Drafts::drop),
            Action.onRows("x", "back to built-in", "config:write", AgentDefaults::reset));
    ListPane.Behaviour behaviour =
        new ListPane.Behaviour(
            row -> row.text("key"), (_, row) -> ConfigPanes.look(row), actions, AgentDefaults::lines);
    WholeRows rows = WholeRows.made(CONFIG, AgentDefaults::rows, CELLS);
    Words words = new Words("what agents are told", "No settings. r asks again.", "tokenly config get " + KEY);
    return new ListPane(rows, CELLS, behaviour, words);
  }

  private static List<Fields> rows(State state, Fields answer) {
    return settings(answer).stream().map(row -> Drafts.on(state, row)).toList();
  }

  /** Every key with its value, whether set or built in. */
  static List<Fields> settings(Fields answer) {
    Map<String, Object> set = ConfigPanes.agentsDefaults(answer);
    List<Fields> rows = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      String name = key.wireName();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("key", name);
      row.put("value", typed(set.getOrDefault(name, key.absent())));
      row.put("source", set.containsKey(name) ? "set" : "default");
      row.put("default", typed(key.absent()));
      row.put("allowed", allowed(key));
      row.put("draft_key", DRAFT + name);
      rows.add(Fields.of(row));
    }
    return rows;
  }

  /** A value as it is typed: lists as JSON. */
  static String typed(Object value) {
    return value instanceof List<?> list
        ? "[" + String.join(",", list.stream().map(AgentDefaults::within).toList()) + "]"
        : value instanceof Map<?, ?> lists ? object(lists) : Shown.plain(value);
  }

  private static String object(Map<?, ?> lists) {
    List<String> parts = new ArrayList<>();
    lists.forEach((name, value) -> parts.add("\"" + name + "\":" + within(value)));
    Collections.sort(parts);
    return "{" + String.join(",", parts) + "}";
  }

  private static String within(Object value) {
    return value instanceof String text ? "\"" + text + "\"" : typed(value);
  }

  static String allowed(ConfigKey key) {
    return switch (key.shape()) {
      case ConfigKey.Shape.Flag _ -> "true or false";
      case ConfigKey.Shape.Whole whole -> whole.min() + " to " + whole.max();
      case ConfigKey.Shape.Choice choice -> String.join(", ", choice.allowed());
      case ConfigKey.Shape.Texts _ -> "list of texts";
      case ConfigKey.Shape.PerPlatform _ -> "lists by platform";
      case ConfigKey.Shape.ProxySettings _ -> "a table, docs/proxy.md";
    };
  }

  /** A field for a value of a key, with the values it takes where they are few. */
  static Overlay.Form.Entry entry(ConfigKey key, String text) {
    return switch (key.shape()) {
      case ConfigKey.Shape.Flag _ -> Forms.choice("value", text, List.of("true", "false"));
      case ConfigKey.Shape.Choice choice -> Forms.choice("value", text, choice.allowed());
      default -> Forms.text("value (" + allowed(key) + ")", text);
    };
  }

  /** Throws {@link IllegalArgumentException} when an agent could not take the value. */
  static void checked(ConfigKey key, String text) {
    ClientConfig.validate(Map.of(key.wireName(), Forms.value(text)));
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add(Lines.pair("value", Shown.text(row, "value")));
    if (row.has("draft")) {
      lines.add("! " + Lines.pair("not saved", row.text("draft")));
      lines.add("  a saves, z drops it");
    }
    lines.add(Lines.pair("built in", Shown.text(row, "default")));
    lines.add(Lines.pair("may be", Shown.text(row, "allowed")));
    lines.add("");
    lines.add("Every agent gets it with its next heartbeat, unless an override says otherwise.");
    return lines;
  }

  private static Step edit(State state, Fields row) {
    ConfigKey key = ConfigKey.named(row.text("key"));
    if (key == null) {
      return Step.to(state);
    }
    String text = row.has("draft") ? row.text("draft") : row.text("value");
    String title = "Tell every agent: " + key.wireName();
    return Drafts.edit(state, title, entry(key, text), DRAFT + key.wireName(), typed -> checked(key, typed));
  }

  private static Step apply(State state) {
    Fields answer = state.known(CONFIG).fields();
    if (answer == null) {
      return Step.to(state);
    }
    Map<String, Object> next = ConfigPanes.agentsDefaults(answer);
    List<String> lines = new ArrayList<>();
    for (Fields row : rows(state, answer)) {
      if (row.has("draft")) {
        next.put(row.text("key"), Forms.value(row.text("draft")));
        lines.add("- " + row.text("key") + "  " + row.text("value"));
        lines.add("+ " + row.text("key") + "  " + row.text("draft"));
      }
    }
    List<Deed> deeds = lines.isEmpty() ? List.of() : List.of(saving("Told every agent", answer, next));
    return Drafts.confirm(state, "Tell every agent?", lines, deeds);
  }

  private static Deed saving(String done, Fields answer, Map<String, Object> next) {
    Map<String, Object> before = ConfigPanes.agentsDefaults(answer);
    return Deed.of(done, api -> api.admin().setConfig(KEY, next))
        .undoneBy(Deed.of("Told every agent as before", api -> api.admin().setConfig(KEY, before)));
  }

  private static Step reset(State state, List<Fields> rows) {
    Fields answer = state.known(CONFIG).fields();
    if (answer == null) {
      return Step.to(state);
    }
    Map<String, Object> next = ConfigPanes.agentsDefaults(answer);
    List<String> lines = new ArrayList<>();
    for (Fields row : rows) {
      next.remove(row.text("key"));
      lines.add("- " + row.text("key") + "  " + row.text("value"));
      lines.add("+ " + row.text("key") + "  " + row.text("default"));
    }
    List<Deed> deeds = List.of(saving("Agents have the built-in value again", answer, next));
    return Step.to(state.with(new Overlay.Confirm("Back to what is built in?", lines, deeds, null, "")));
  }
}
