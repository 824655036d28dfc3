package dev.tokenly.tui;

import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;

/** What keys do in a form: fields are typed, or chosen where they take few values; the last Enter submits. */
final class FilledForm {
  private FilledForm() {}

  static Step press(State state, Overlay.Form form, Key key) {
    int last = form.entries().size() - 1;
    Overlay.Form.Entry entry = form.entries().get(form.at());
    return switch (key.name()) {
      case "Esc" -> Step.to(state.person().isLoggedIn() ? state.with(new Overlay.None()) : state);
      case "Tab", "Down" -> Step.to(state.with(form.at(form.at() == last ? 0 : form.at() + 1)));
      case "BackTab", "Up" -> Step.to(state.with(form.at(form.at() == 0 ? last : form.at() - 1)));
      case "Left" -> Step.to(state.with(filled(form, next(entry, -1))));
      case "Right" -> Step.to(state.with(filled(form, next(entry, 1))));
      case "Enter" -> form.at() < last ? Step.to(state.with(form.at(form.at() + 1))) : submit(state, form);
      default -> Step.to(state.with(filled(form, typed(entry, key))));
    };
  }

  /** A letter goes to the next of the values that begins with it; where none does, and where any text fits, it is typed. */
  private static Overlay.Form.Entry typed(Overlay.Form.Entry entry, Key key) {
    List<String> values = entry.values();
    int at = values.indexOf(entry.text());
    boolean isChosen = at >= 0 || entry.text().isEmpty();
    for (int step = 1; key.isText() && isChosen && step <= values.size(); step++) {
      String value = values.get((at + step) % values.size());
      if (value.startsWith(key.name())) {
        return entry.with(value);
      }
    }
    return entry.with(Overlays.typed(entry.text(), key));
  }

  /** The next of the values a field takes; a field that takes any stays as it is. */
  private static Overlay.Form.Entry next(Overlay.Form.Entry entry, int by) {
    List<String> values = entry.values();
    return values.isEmpty()
        ? entry
        : entry.with(values.get(Math.floorMod(values.indexOf(entry.text()) + by, values.size())));
  }

  private static Overlay.Form filled(Overlay.Form form, Overlay.Form.Entry entry) {
    List<Overlay.Form.Entry> entries = new ArrayList<>(form.entries());
    entries.set(form.at(), entry);
    return new Overlay.Form(form.title(), entries, form.at(), form.submit(), form.trouble());
  }

  private static Step submit(State state, Overlay.Form form) {
    try {
      return form.submit().on(state, form.entries().stream().map(Overlay.Form.Entry::text).toList());
    } catch (IllegalArgumentException e) {
      return Step.to(state.with(form.troubled(String.valueOf(e.getMessage()))));
    }
  }
}
