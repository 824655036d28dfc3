package dev.tokenly.tui;

import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;

/** What keys do in what lies above a page. */
final class Overlays {
  private Overlays() {}

  static Step press(State state, Key key) {
    return switch (state.overlay()) {
      case Overlay.None _ -> Step.to(state);
      case Overlay.Help _ -> Step.to(state.with(new Overlay.None()));
      case Overlay.Typing typing -> typing(state, typing, key);
      case Overlay.Confirm confirm -> confirm(state, confirm, key);
      case Overlay.Form form -> form(state, form, key);
      case Overlay.Reading reading -> reading(state, reading, key);
    };
  }

  private static Step typing(State state, Overlay.Typing typing, Key key) {
    boolean isFilter = typing.purpose() == Overlay.Typing.Purpose.FILTER;
    if (key.is("Esc")) {
      State closed = state.with(new Overlay.None());
      return Step.to(isFilter ? closed.with(closed.list().filtered("")) : closed);
    }
    if (key.is("Enter")) {
      return isFilter ? Step.to(state.with(new Overlay.None())) : Keys.command(state, typing.text());
    }
    String text = typed(typing.text(), key);
    State next = state.with(new Overlay.Typing(typing.purpose(), text));
    boolean isPageLetter = !isFilter && text.startsWith("g ") && text.length() == 3;
    if (isPageLetter) {
      return Keys.command(state, text);
    }
    return Step.to(isFilter ? next.with(next.list().filtered(text)) : next);
  }

  private static String typed(String text, Key key) {
    if (key.is("Backspace")) {
      return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    if (key.is("Ctrl-U")) {
      return "";
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
      return key.is("y") || key.is("Enter")
          ? acting(closed, confirm.deeds())
          : key.is("n") ? Step.to(closed) : Step.to(state);
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
    List<Effect> effects = new ArrayList<>();
    deeds.forEach(deed -> effects.add(new Effect.Act(deed)));
    return new Step(state.with(state.list().unmarked()), effects);
  }

  private static Step form(State state, Overlay.Form form, Key key) {
    int last = form.entries().size() - 1;
    return switch (key.name()) {
      case "Esc" -> state.person().isLoggedIn() ? Step.to(state.with(new Overlay.None())) : Step.to(state);
      case "Tab", "Down" -> Step.to(state.with(at(form, form.at() == last ? 0 : form.at() + 1)));
      case "BackTab", "Up" -> Step.to(state.with(at(form, form.at() == 0 ? last : form.at() - 1)));
      case "Enter" ->
          form.at() < last && !isLogin(form) ? Step.to(state.with(at(form, form.at() + 1))) : submit(state, form);
      default -> Step.to(state.with(filled(form, key)));
    };
  }

  /** A login is sent as soon as name and password are there: the third field is for those who are asked for it. */
  private static boolean isLogin(Overlay.Form form) {
    return form.title().equals("Log in") && form.at() >= 1;
  }

  private static Overlay.Form at(Overlay.Form form, int entry) {
    return new Overlay.Form(form.title(), form.entries(), entry, form.submit(), form.trouble());
  }

  private static Overlay.Form filled(Overlay.Form form, Key key) {
    List<Overlay.Form.Entry> entries = new ArrayList<>(form.entries());
    Overlay.Form.Entry entry = entries.get(form.at());
    entries.set(form.at(), new Overlay.Form.Entry(entry.label(), typed(entry.text(), key), entry.secret()));
    return new Overlay.Form(form.title(), entries, form.at(), form.submit(), form.trouble());
  }

  private static Step submit(State state, Overlay.Form form) {
    try {
      return form.submit().on(state, form.entries().stream().map(Overlay.Form.Entry::text).toList());
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      return Step.to(state.with(new Overlay.Form(form.title(), form.entries(), form.at(), form.submit(), why)));
    }
  }

  private static Step reading(State state, Overlay.Reading reading, Key key) {
    int inSight = Math.max(1, state.frame().rows() - 6);
    int most = Math.max(0, reading.lines().size() - inSight);
    return switch (key.name()) {
      case "Up", "k" -> Step.to(state.with(from(reading, Math.max(0, reading.first() - 1))));
      case "Down", "j" -> Step.to(state.with(from(reading, Math.min(most, reading.first() + 1))));
      case "PgUp" -> Step.to(state.with(from(reading, Math.max(0, reading.first() - inSight))));
      case "PgDn" -> Step.to(state.with(from(reading, Math.min(most, reading.first() + inSight))));
      case "y" -> Step.to(state, new Effect.Copy(String.join("\n", reading.lines())));
      case "Esc", "q", "Enter" -> Step.to(state.with(new Overlay.None()));
      default -> Step.to(state);
    };
  }

  private static Overlay.Reading from(Overlay.Reading reading, int first) {
    return new Overlay.Reading(reading.title(), reading.lines(), first);
  }
}
