package dev.tokenly.tui;

import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Deed;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What keys do everywhere; the overlay on top takes them first, then the page, then this table. */
final class Keys {
  /** The keys of every page, for the help. */
  static final List<Pane.Binding> EVERYWHERE =
      List.of(
          new Pane.Binding("1-9 0 -", "pages (or g and a letter)"),
          new Pane.Binding(":", "commands (also Ctrl-K)"),
          new Pane.Binding("/", "filter: part, !not, ~fuzzy, /regex/"),
          new Pane.Binding("r", "ask again"),
          new Pane.Binding("p", "pause"),
          new Pane.Binding("w", "wide"),
          new Pane.Binding("e", "export the table to a file"),
          new Pane.Binding("y", "copy"),
          new Pane.Binding("u", "take back"),
          new Pane.Binding("!", "go where the notice points"),
          new Pane.Binding("`", "the page before"),
          new Pane.Binding("?", "help"),
          new Pane.Binding("Esc", "back"),
          new Pane.Binding("q", "quit"));

  private static final Map<String, String> COMMANDS =
      Map.of("q", "quit", "quit", "quit", "help", "help", "refresh", "refresh", "pause", "pause", "wide", "wide");

  private Keys() {}

  static Step press(State state, Key key) {
    if (key.is("Ctrl-C")) {
      return Step.to(state, new Effect.Quit());
    }
    if (key.is("Ctrl-Z")) {
      return Step.to(state, new Effect.Suspend());
    }
    if (!(state.overlay() instanceof Overlay.None)) {
      return Overlays.press(state, key);
    }
    Step here = Panes.of(state.frame().page()).press(state, key);
    return here != null ? here : everywhere(state, key);
  }

  private static Step everywhere(State state, Key key) {
    for (Page page : Page.values()) {
      if (key.is(page.number())) {
        return open(state, page);
      }
    }
    return switch (key.name()) {
      case "?", "F1" -> Step.to(state.with(new Overlay.Help()));
      case ":", "Ctrl-K" -> typing(state, Overlay.Typing.Purpose.COMMAND, "");
      case "g" -> typing(state, Overlay.Typing.Purpose.COMMAND, "g ");
      case "/" -> typing(state, Overlay.Typing.Purpose.FILTER, state.list().filter());
      case "r", "F5" -> Step.to(state.forgetting());
      case "p" -> Step.to(state.with(state.frame().paused(!state.frame().isPaused())));
      case "w" -> Step.to(state.with(state.frame().wide(!state.frame().isWide())));
      case "`" -> open(state, state.frame().before());
      case "!" -> jump(state);
      case "u" -> undo(state);
      case "e" -> export(state);
      case "Ctrl-L" -> Step.to(state, new Effect.Redraw());
      case "Esc" -> back(state);
      case "q" -> Step.to(state, new Effect.Quit());
      default -> Step.to(state);
    };
  }

  static Step open(State state, Page page) {
    return Step.to(state.with(new Overlay.None()).with(state.frame().on(page)));
  }

  private static Step typing(State state, Overlay.Typing.Purpose purpose, String text) {
    return Step.to(state.with(new Overlay.Typing(purpose, text)));
  }

  private static Step back(State state) {
    ListState list = state.list();
    if (!list.filter().isEmpty()) {
      return Step.to(state.with(list.filtered("")));
    }
    if (!list.marked().isEmpty()) {
      return Step.to(state.with(list.unmarked()));
    }
    return Step.to(state.with(state.feed().saying(null)));
  }

  private static Step jump(State state) {
    Notice notice = state.feed().notice();
    Page page = notice == null ? null : notice.jump();
    return page == null ? Step.to(state) : open(state.with(state.feed().saying(null)), page);
  }

  private static Step undo(State state) {
    Notice notice = state.feed().notice();
    Deed undo = notice == null ? null : notice.undo();
    return undo == null || state.person().isReadOnly()
        ? Step.to(state)
        : Step.to(state.with(state.feed().saying(null)), new Effect.Act(undo));
  }

  private static Step export(State state) {
    String text = Panes.of(state.frame().page()).exported(state);
    String name = "tokenly-" + state.frame().page().title().toLowerCase(Locale.ROOT) + ".tsv";
    return text.isEmpty() ? Step.to(state) : Step.to(state, new Effect.Save(name, text));
  }

  /** Does a typed command: a page by name or {@code g} and letter, or one of the words. */
  static Step command(State state, String typed) {
    String word = typed.strip().toLowerCase(Locale.ROOT);
    State closed = state.with(new Overlay.None());
    for (Page page : Page.values()) {
      boolean isLetter = word.equals("g " + page.letter());
      if (isLetter || (!word.isEmpty() && page.title().toLowerCase(Locale.ROOT).startsWith(word))) {
        return open(state, page);
      }
    }
    return switch (COMMANDS.getOrDefault(word, "")) {
      case "quit" -> Step.to(closed, new Effect.Quit());
      case "help" -> Step.to(state.with(new Overlay.Help()));
      case "refresh" -> Step.to(closed.forgetting());
      case "pause" -> Step.to(closed.with(state.frame().paused(!state.frame().isPaused())));
      case "wide" -> Step.to(closed.with(state.frame().wide(!state.frame().isWide())));
      default -> host(closed, word);
    };
  }

  /** Anything else is looked for among the machines. */
  private static Step host(State state, String word) {
    State clients = state.with(state.frame().on(Page.CLIENTS));
    return Step.to(word.isEmpty() ? state : clients.with(ListState.START.filtered(word)));
  }
}
