package dev.tokenly.tui;

import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What keys do everywhere; the overlay on top takes them first, then the page, then this table. */
final class Keys {
  /** The keys of every page, for the help. */
  static final List<Pane.Binding> EVERYWHERE =
      List.of(
          new Pane.Binding("1-9 0 =", "pages, or g and a letter: d c a l s b o u t f h"),
          new Pane.Binding("- [ ]", "the page before, back and forward in history"),
          new Pane.Binding(":", "commands, pages, machines (also Ctrl-K); Tab completes"),
          new Pane.Binding("/", "filter: part, !not, ~fuzzy, /regex/"),
          new Pane.Binding("hjkl", "as the arrows; g g and G: first and last row"),
          new Pane.Binding("r", "ask again"),
          new Pane.Binding("p", "pause"),
          new Pane.Binding("w", "wide: the list alone"),
          new Pane.Binding("s S A-Z", "sort a list: by a menu, or at once by a column's capital letter"),
          new Pane.Binding("e E", "export the table to a file (E where e edits; also Ctrl-S)"),
          new Pane.Binding("y Y", "copy; show plain text to select"),
          new Pane.Binding("u", "take the last change back"),
          new Pane.Binding("!", "go where the notice points"),
          new Pane.Binding("Ctrl-L", "draw anew"),
          new Pane.Binding("Ctrl-Z", "to the shell, fg comes back"),
          new Pane.Binding("Esc", "back"),
          new Pane.Binding("q", "quit (also Ctrl-C)"));

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Keys() {}

  static Step press(State state, Key key) {
    if (key.is("Ctrl-C")) {
      return Step.to(state, new Effect.Quit());
    }
    if (key.is("Ctrl-Z")) {
      return Step.to(state, new Effect.Suspend());
    }
    if (key.is("Ctrl-L")) {
      return Step.to(state, new Effect.Redraw());
    }
    if (!(state.overlay() instanceof Overlay.None)) {
      return Overlays.press(state, key);
    }
    if (!state.person().isLoggedIn()) {
      return key.is("q") ? Step.to(state, new Effect.Quit()) : Step.to(state);
    }
    Step here = Panes.of(state.frame().page()).press(state, key);
    return here != null ? here : everywhere(state, key);
  }

  private static Step everywhere(State state, Key key) {
    for (Page page : Page.values()) {
      if (key.is(page.number())) {
        return Step.to(state.on(page));
      }
    }
    return switch (key.name()) {
      case "?", "F1" -> Step.to(state.with(new Overlay.Help(0)));
      case ":", "Ctrl-K" -> typing(state, Overlay.Typing.Purpose.COMMAND, "");
      case "g" -> Step.to(state.with(new Overlay.Going()));
      case "/" -> typing(state, Overlay.Typing.Purpose.FILTER, state.list().filter());
      case "r", "F5", "Ctrl-R" -> Step.to(state.refreshing());
      case "p" -> Step.to(state.with(state.frame().paused(!state.frame().isPaused())));
      case "w" -> Step.to(state.with(state.frame().wide(!state.frame().isWide())));
      case "-" -> Step.to(state.on(state.frame().trail().before()));
      case "[" -> Step.to(state.with(state.frame().on(state.frame().trail().moved(-1))));
      case "]" -> Step.to(state.with(state.frame().on(state.frame().trail().moved(1))));
      case "!" -> jump(state);
      case "u" -> undo(state);
      case "e", "E", "Ctrl-S" -> export(state);
      case "y", "Y" -> plain(state);
      case "Esc" -> back(state);
      case "q" -> quit(state);
      default -> Step.to(state);
    };
  }

  private static Step typing(State state, Overlay.Typing.Purpose purpose, String text) {
    return Step.to(state.with(new Overlay.Typing(purpose, text, 0)));
  }

  private static Step back(State state) {
    ListState list = state.list();
    if (!list.filter().isEmpty()) {
      return Step.to(state.with(list.filtered("")));
    }
    if (!list.marked().isEmpty()) {
      return Step.to(state.with(list.unmarked()));
    }
    return state.feed().notice() != null
        ? Step.to(state.with(state.feed().saying(null)))
        : Step.to(state.with(state.frame().on(state.frame().trail().moved(-1))));
  }

  private static Step jump(State state) {
    Notice notice = state.feed().notice();
    Page page = notice == null ? null : notice.jump();
    return page == null ? Step.to(state) : Step.to(state.with(state.feed().saying(null)).on(page));
  }

  private static Step undo(State state) {
    Notice notice = state.feed().notice();
    return notice == null || notice.undo().isEmpty() || state.person().isReadOnly()
        ? Step.to(state)
        : Step.to(state.with(state.feed().saying(null)), new Effect.Act(notice.undo()));
  }

  private static Step export(State state) {
    boolean isEmpty = Panes.of(state.frame().page()).exported(state).isEmpty();
    String page = state.frame().page().title().toLowerCase(Locale.ROOT);
    String name = "tokenly-" + page + "-" + FILE_TIME.format(state.frame().now()) + ".tsv";
    return isEmpty ? Step.to(state) : Step.to(state, new Effect.Export(name, state));
  }

  /** The page as plain text without a frame, for terminals that take no copy from us. */
  private static Step plain(State state) {
    String text = Panes.of(state.frame().page()).exported(state);
    return text.isEmpty()
        ? Step.to(state)
        : Step.to(state.with(new Overlay.Reading("", text.lines().toList(), true)));
  }

  private static Step quit(State state) {
    int drafts = state.desk().drafts().size();
    if (drafts == 0) {
      return Step.to(state, new Effect.Quit());
    }
    Overlay.Menu menu =
        new Overlay.Menu(
            drafts + (drafts == 1 ? " change is" : " changes are") + " not saved",
            List.of(
                new Overlay.Menu.Item("b", "back to them", now -> Step.to(now.on(Page.CONFIG))),
                new Overlay.Menu.Item("q", "quit without them", now -> Step.to(now, new Effect.Quit()))),
            0);
    return Step.to(state.with(menu));
  }
}
