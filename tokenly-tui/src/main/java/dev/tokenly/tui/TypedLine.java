package dev.tokenly.tui;

import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;

/** A filter or a command as it is typed: a filter works at once, a command has history and completion. */
final class TypedLine {
  private TypedLine() {}

  static Step press(State state, Overlay.Typing typing, Key key) {
    boolean isFilter = typing.purpose() == Overlay.Typing.Purpose.FILTER;
    State closed = state.with(new Overlay.None());
    return switch (key.name()) {
      case "Esc" -> Step.to(isFilter ? closed.with(closed.list().filtered("")) : closed);
      case "Enter" -> isFilter ? Step.to(closed) : Palette.run(state, typing.text());
      case "Tab" -> isFilter ? Step.to(state) : completed(state, typing);
      case "Up", "Ctrl-P" -> isFilter ? Step.to(state) : Step.to(recalled(state, typing, 1));
      case "Down", "Ctrl-N" -> isFilter ? Step.to(state) : Step.to(recalled(state, typing, -1));
      case "Backspace" -> typing.text().isEmpty() ? Step.to(closed) : typed(state, typing, key);
      default -> typed(state, typing, key);
    };
  }

  private static Step typed(State state, Overlay.Typing typing, Key key) {
    String text = Overlays.typed(typing.text(), key);
    State next = state.with(new Overlay.Typing(typing.purpose(), text, 0));
    boolean isFilter = typing.purpose() == Overlay.Typing.Purpose.FILTER;
    return Step.to(isFilter && !text.equals(typing.text()) ? next.with(next.list().filtered(text)) : next);
  }

  private static Step completed(State state, Overlay.Typing typing) {
    return Step.to(state.with(new Overlay.Typing(typing.purpose(), Palette.completed(state, typing.text()), 0)));
  }

  private static State recalled(State state, Overlay.Typing typing, int by) {
    List<String> commands = state.desk().typed();
    int back = Math.clamp((long) typing.back() + by, 0, commands.size());
    String text = back == 0 ? "" : commands.get(commands.size() - back);
    return state.with(new Overlay.Typing(typing.purpose(), text, back));
  }
}
