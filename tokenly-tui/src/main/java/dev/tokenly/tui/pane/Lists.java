package dev.tokenly.tui.pane;

import dev.tokenly.tui.state.State;

/** What lists ask about themselves. */
final class Lists {
  private Lists() {}

  /** Whether somebody filters or sorts the list, which its server cannot do. */
  static boolean isPicked(State state) {
    return !state.list().filter().isEmpty() || state.list().order().column() >= 0;
  }
}
