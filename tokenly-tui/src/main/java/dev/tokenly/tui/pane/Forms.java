package dev.tokenly.tui.pane;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Forms that lead to a deed: filled in, shown as what would change, confirmed. */
final class Forms {
  private Forms() {}

  static Overlay.Form.Entry text(String label, String text) {
    return new Overlay.Form.Entry(label, text, false, List.of());
  }

  static Overlay.Form.Entry choice(String label, String text, List<String> values) {
    return new Overlay.Form.Entry(label, text, false, values);
  }

  static Overlay.Form.Entry secret(String label) {
    return new Overlay.Form.Entry(label, "", true, List.of());
  }

  /** Opens a form; when it is submitted, what changed is shown and confirmed before the deed is done. */
  static Step ask(State state, String title, List<Overlay.Form.Entry> entries, Function<List<String>, Deed> deed) {
    Overlay.Form.Submit submit =
        (now, texts) -> {
          Deed next = deed.apply(texts);
          return Step.to(now.with(new Overlay.Confirm(title, changes(entries, texts), List.of(next), null, "")));
        };
    return Step.to(state.with(new Overlay.Form(title, entries, 0, submit, null)));
  }

  private static List<String> changes(List<Overlay.Form.Entry> entries, List<String> texts) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < texts.size(); at++) {
      Overlay.Form.Entry entry = entries.get(at);
      if (entry.secret()) {
        lines.add("  " + Lines.pair(entry.label(), "(not shown)"));
      } else if (entry.text().equals(texts.get(at))) {
        lines.add("  " + Lines.pair(entry.label(), texts.get(at)));
      } else {
        if (!entry.text().isEmpty()) {
          lines.add("- " + Lines.pair(entry.label(), entry.text()));
        }
        lines.add("+ " + Lines.pair(entry.label(), texts.get(at)));
      }
    }
    return lines;
  }

  /** Something that must be there; throws {@link IllegalArgumentException} saying that it is not. */
  static String needed(String label, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(label + " is missing");
    }
    return text.strip();
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
}
