package dev.tokenly.tui;

import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;

/** What keys do in what lies above a page. */
final class Overlays {
  private Overlays() {}

  static Step press(State state, Key key) {
    return switch (state.overlay()) {
      case Overlay.None _ -> Step.to(state);
      case Overlay.Help help -> help(state, help, key);
      case Overlay.Going _ -> going(state, key);
      case Overlay.Typing typing -> TypedLine.press(state, typing, key);
      case Overlay.Confirm confirm -> confirm(state, confirm, key);
      case Overlay.Form form -> FilledForm.press(state, form, key);
      case Overlay.Menu menu -> menu(state, menu, key);
      case Overlay.Reading reading -> reading(state, reading, key);
    };
  }

  private static Step help(State state, Overlay.Help help, Key key) {
    return switch (key.name()) {
      case "Down", "j" -> help(state, help.first() + 1);
      case "Up", "k" -> help(state, help.first() - 1);
      case "PgDn", " " -> help(state, help.first() + state.frame().rows() / 2);
      case "PgUp" -> help(state, help.first() - state.frame().rows() / 2);
      case "Home" -> help(state, 0);
      case "End", "G" -> help(state, Integer.MAX_VALUE);
      default -> Step.to(state.with(new Overlay.None()));
    };
  }

  private static Step help(State state, int first) {
    return Step.to(state.with(new Overlay.Help(Math.clamp(first, 0, OverlayView.lastOfHelp(state)))));
  }

  private static Step going(State state, Key key) {
    State closed = state.with(new Overlay.None());
    if (key.is("g")) {
      return Keys.press(closed, new Key("Home"));
    }
    for (Page page : Page.values()) {
      if (key.is(page.letter())) {
        return Step.to(closed.on(page));
      }
    }
    return Step.to(closed);
  }

  /** The text with what a key types at its end. */
  static String typed(String text, Key key) {
    if (key.is("Backspace")) {
      return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    if (key.is("Ctrl-U")) {
      return "";
    }
    if (key.is("Ctrl-W")) {
      return text.substring(0, text.stripTrailing().lastIndexOf(' ') + 1);
    }
    return key.isText() && text.length() < 1000 ? text + key.name() : text;
  }

  private static Step confirm(State state, Overlay.Confirm confirm, Key key) {
    State closed = state.with(new Overlay.None());
    if (key.is("Esc")) {
      return Step.to(closed);
    }
    String word = confirm.word();
    if (word == null) {
      return key.is("y") ? acting(closed, confirm.deeds()) : Step.to(key.is("n") || key.is("q") ? closed : state);
    }
    if (key.is("Enter")) {
      return confirm.typed().equals(word) ? acting(closed, confirm.deeds()) : Step.to(state);
    }
    return Step.to(
        state.with(
            new Overlay.Confirm(
                confirm.title(), confirm.lines(), confirm.deeds(), word, typed(confirm.typed(), key))));
  }

  private static Step acting(State state, List<Deed> deeds) {
    return Step.to(state.with(state.list().unmarked()), new Effect.Act(deeds));
  }

  private static Step menu(State state, Overlay.Menu menu, Key key) {
    State closed = state.with(new Overlay.None());
    int last = menu.items().size() - 1;
    for (Overlay.Menu.Item item : menu.items()) {
      if (!item.key().isEmpty() && key.is(item.key())) {
        return item.choose().apply(closed);
      }
    }
    return switch (key.name()) {
      case "Down", "j", "Tab" -> Step.to(state.with(menu.at(menu.at() == last ? 0 : menu.at() + 1)));
      case "Up", "k", "BackTab" -> Step.to(state.with(menu.at(menu.at() == 0 ? last : menu.at() - 1)));
      case "Enter" -> menu.items().get(menu.at()).choose().apply(closed);
      case "Esc", "q" -> Step.to(closed);
      default -> Step.to(state);
    };
  }

  private static Step reading(State state, Overlay.Reading reading, Key key) {
    int inSight = OverlayView.readable(state.frame(), reading);
    int most = Math.max(0, OverlayView.length(state.frame(), reading) - inSight);
    return switch (key.name()) {
      case "Up", "k" -> Step.to(state.with(reading.from(Math.max(0, reading.first() - 1))));
      case "Down", "j" -> Step.to(state.with(reading.from(Math.min(most, reading.first() + 1))));
      case "PgUp" -> Step.to(state.with(reading.from(Math.max(0, reading.first() - inSight))));
      case "PgDn", " " -> Step.to(state.with(reading.from(Math.min(most, reading.first() + inSight))));
      case "Home" -> Step.to(state.with(reading.from(0)));
      case "End", "G" -> Step.to(state.with(reading.from(most)));
      case "y" -> Step.to(state, new Effect.Copy(String.join("\n", reading.lines())));
      case "Esc", "q", "Enter" -> Step.to(state.with(new Overlay.None()));
      default -> Step.to(state);
    };
  }
}
