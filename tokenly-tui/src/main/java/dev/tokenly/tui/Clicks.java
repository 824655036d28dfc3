package dev.tokenly.tui;

import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;

/** What the mouse does: tabs open pages, rows are selected and then opened; above a page it closes what can be read. */
final class Clicks {
  private Clicks() {}

  static Step click(State state, int column, int row) {
    if (state.overlay() instanceof Overlay.Help || state.overlay() instanceof Overlay.Reading) {
      return Step.to(state.with(new Overlay.None()));
    }
    if (!(state.overlay() instanceof Overlay.None) || !state.person().isLoggedIn()) {
      return Step.to(state);
    }
    if (row == 0) {
      for (TabBar.Span span : TabBar.spans(state)) {
        if (column >= span.from() && column < span.to()) {
          return Step.to(state.on(span.page()));
        }
      }
      return Step.to(state);
    }
    Page page = state.frame().page();
    boolean isBody = row >= View.BODY && row < View.BODY + state.frame().bodyRows();
    Step step = isBody ? Panes.of(page).click(state, column, row - View.BODY) : null;
    return step == null ? Step.to(state) : step;
  }
}
