package dev.tokenly.tui.state;

import java.util.List;

/** What an update leads to: the next state and what is to be done aside. */
public record Step(State state, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  public static Step to(State state, Effect... effects) {
    return new Step(state, List.of(effects));
  }
}
