package dev.tokenly.tui;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Feed;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Draws a state: tabs, notice, page, footer, and what lies above. Pure but for the canvas. */
public final class View {
  static final int LEAST_COLUMNS = 60;
  static final int LEAST_ROWS = 16;

  private View() {}

  public static void draw(State state, Canvas canvas) {
    canvas.clear();
    if (canvas.width() < LEAST_COLUMNS || canvas.height() < LEAST_ROWS) {
      canvas.text(0, 0, "Too small: " + canvas.width() + "x" + canvas.height(), Role.WARNING);
      canvas.text(0, 1, "60x16 needed; q quits", Role.DIM);
      return;
    }
    tabs(state, canvas);
    banner(state, canvas);
    Canvas body = canvas.part(0, 2, canvas.width(), canvas.height() - 4);
    Pane pane = Panes.of(state.frame().page());
    if (state.person().isLoggedIn()) {
      pane.draw(state, body);
    }
    footer(state, pane, canvas);
    OverlayView.draw(state, pane, canvas);
  }

  private static void tabs(State state, Canvas canvas) {
    int at = 0;
    for (Page page : Page.values()) {
      boolean isOpen = page == state.frame().page();
      boolean isRoomy = canvas.width() >= 120;
      String title = isRoomy || isOpen ? page.number() + " " + page.title() : page.number();
      at = canvas.text(at, 0, isOpen ? "[" + title + "]" : " " + title + " ", isOpen ? Role.STRONG : Role.DIM);
    }
    canvas.right(0, (state.person().isReadOnly() ? "read-only " : "") + state.person().username(), Role.DIM);
  }

  private static void banner(State state, Canvas canvas) {
    Feed feed = state.feed();
    Notice notice = feed.notice();
    if (!feed.isConnected() && !feed.trouble().isEmpty()) {
      canvas.row(1, Role.BANNER);
      canvas.text(1, 1, "No connection: " + feed.trouble() + "  What is shown is old; it is tried again.", Role.BANNER);
    } else if (notice != null) {
      canvas.text(0, 1, (notice.isBad() ? "! " : "* ") + notice.text(), notice.isBad() ? Role.BAD : Role.ACCENT);
    }
  }

  private static void footer(State state, Pane pane, Canvas canvas) {
    int row = canvas.height() - 1;
    canvas.right(row, link(state), state.feed().isConnected() ? Role.GOOD : Role.WARNING);
    int room = canvas.width() - 14;
    int at = 0;
    List<Pane.Binding> bindings = pane.bindings(state);
    for (Pane.Binding binding : bindings.subList(0, Math.min(6, bindings.size()))) {
      if (at + binding.key().length() + binding.meaning().length() + 2 > room - 16) {
        break;
      }
      at = canvas.text(at, row, binding.key(), Role.KEY);
      at = canvas.text(at, row, " " + binding.meaning() + "  ", Role.DIM);
    }
    canvas.text(at, row, "? help  q quit", Role.DIM);
    canvas.text(0, row - 1, state.frame().isPaused() ? "paused" : "", Role.WARNING);
  }

  /** The connection's state: {@code live 2s}, {@code stale 34s} or {@code offline}. */
  private static String link(State state) {
    Instant oldest = null;
    for (Question question : Panes.of(state.frame().page()).questions(state)) {
      Loaded loaded = state.known(question);
      if (loaded.at() != null && (oldest == null || loaded.at().isBefore(oldest))) {
        oldest = loaded.at();
      }
    }
    if (!state.feed().isConnected()) {
      return oldest == null ? "offline" : "stale " + age(oldest, state.frame().now());
    }
    return oldest == null ? "live" : "live " + age(oldest, state.frame().now());
  }

  private static String age(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds()) + "s";
  }
}
