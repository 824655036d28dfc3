package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Changes laid aside until they are saved. One that says what the server says already is none. */
public final class Drafts {
  private Drafts() {}

  /** The row with its draft, where there is one that differs. */
  static Fields on(State state, Fields row) {
    String draft = state.desk().drafts().get(row.text("draft_key"));
    if (draft == null || draft.equals(Shown.text(row, "value"))) {
      return row;
    }
    Map<String, Object> with = new LinkedHashMap<>(row.values());
    with.put("draft", draft);
    return Fields.of(with);
  }

  /** The state without the drafts that the server's settings have become. */
  public static State settled(State state, Fields answer) {
    State next = state;
    for (Fields row : ConfigPanes.settings(answer)) {
      String draft = state.desk().drafts().get(row.text("draft_key"));
      if (draft != null && draft.equals(Shown.text(row, "value"))) {
        next = next.with(next.desk().withoutDraft(row.text("draft_key")));
      }
    }
    return next;
  }

  /** Asks for a value and lays it aside once {@code check} lets it pass. */
  static Step edit(State state, String title, Overlay.Form.Entry entry, String key, Consumer<String> check) {
    Overlay.Form.Submit submit =
        (now, texts) -> {
          check.accept(texts.getFirst());
          return Step.to(now.with(new Overlay.None()).with(now.desk().drafting(key, texts.getFirst())));
        };
    return Step.to(state.with(new Overlay.Form(title, List.of(entry), 0, submit, null)));
  }

  static Step drop(State state, List<Fields> rows) {
    State next = state;
    for (Fields row : rows) {
      if (row.has("draft")) {
        next = next.with(next.desk().withoutDraft(row.text("draft_key")));
      }
    }
    return Step.to(next);
  }

  /** Shows what would differ and saves it after a yes; says so when nothing is laid aside. */
  static Step confirm(State state, String title, List<String> lines, List<Deed> deeds) {
    return deeds.isEmpty()
        ? Step
            .to(state.with(Overlay.Reading.of("Nothing to save", List.of("e changes a value; a saves what changed."))))
        : Step.to(state.with(new Overlay.Confirm(title, lines, deeds, null, "")));
  }
}
