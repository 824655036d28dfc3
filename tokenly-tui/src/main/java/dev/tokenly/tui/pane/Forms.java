package dev.tokenly.tui.pane;

import dev.tokenly.api.Answer;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Forms that lead to a deed: filled in, shown as what would change, confirmed. */
final class Forms {
  private Forms() {}

  static Overlay.Form.Entry text(String label, String text) {
    return new Overlay.Form.Entry(label, text, false);
  }

  static Overlay.Form.Entry secret(String label) {
    return new Overlay.Form.Entry(label, "", true);
  }

  /** Opens a form; when it is submitted, what changed is shown and confirmed before the deed is done. */
  static Step ask(State state, String title, List<Overlay.Form.Entry> entries, Function<List<String>, Deed> deed) {
    return Step.to(
        state.with(
            new Overlay.Form(
                title,
                entries,
                0,
                (now, texts) -> {
                  Deed next = deed.apply(texts);
                  return Step.to(
                      now.with(new Overlay.Confirm(title, changes(entries, texts), List.of(next), null, "")));
                },
                null)));
  }

  private static List<String> changes(List<Overlay.Form.Entry> entries, List<String> texts) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < texts.size(); at++) {
      Overlay.Form.Entry entry = entries.get(at);
      if (entry.secret()) {
        lines.add("  " + entry.label() + "  (not shown)");
      } else if (entry.text().equals(texts.get(at))) {
        lines.add("  " + entry.label() + "  " + texts.get(at));
      } else {
        lines.add("- " + entry.label() + "  " + entry.text());
        lines.add("+ " + entry.label() + "  " + texts.get(at));
      }
    }
    return lines;
  }

  /** A value as typed: JSON when it is some, else a text; throws {@link IllegalArgumentException} without a name. */
  static Map<String, Object> json(String name, String typed) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the setting's name is missing");
    }
    return Map.of(name.strip(), value(typed));
  }

  /** A typed value: a number, true, false, a JSON list or object, else a text. */
  static Object value(String typed) {
    String text = typed.strip();
    if (text.isEmpty()) {
      return "";
    }
    try {
      Object value = JsonText.object("{\"v\":" + text + "}").get("v");
      return value == null ? text : value;
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** A client's overrides with one of them changed, or taken away when its new value is empty. */
  static Map<String, Object> merged(Answer config, Map<String, Object> change) {
    Fields overrides = config.fields().optionalObject("overrides");
    Map<String, Object> merged = new LinkedHashMap<>(overrides == null ? Map.of() : overrides.values());
    change.forEach(
        (name, value) -> {
          if ("".equals(value)) {
            merged.remove(name);
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }
}
