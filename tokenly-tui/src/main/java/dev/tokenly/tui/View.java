package dev.tokenly.tui;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Feed;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a state: tabs, notice, page, footer, and what lies above. Pure but for the canvas. */
public final class View {
  static final int LEAST_COLUMNS = 60;
  static final int LEAST_ROWS = 16;

  /** The first row of a page. */
  static final int BODY = 2;

  private static final int KEYS_SHOWN = 6;
  private static final int LATE_SECONDS = 8;

  private View() {}

  public static void draw(State state, Canvas canvas) {
    canvas.clear();
    if (canvas.width() < LEAST_COLUMNS || canvas.height() < LEAST_ROWS) {
      canvas.text(0, 0, "Too small: " + canvas.width() + "x" + canvas.height(), Role.WARNING);
      canvas.text(0, 1, LEAST_COLUMNS + "x" + LEAST_ROWS + " needed; q quits", Role.DIM);
      return;
    }
    if (state.person().isLoggedIn()) {
      TabBar.draw(state, canvas);
    } else {
      canvas.text(2, 0, "Tokenly  " + state.person().server(), Role.TITLE);
    }
    banner(state, canvas);
    Pane pane = Panes.of(state.frame().page());
    Canvas body = canvas.part(0, BODY, canvas.width(), state.frame().bodyRows());
    if (state.person().isLoggedIn()) {
      pane.draw(state, isOld(state) || isLate(state) ? body.faded() : body);
      footer(state, pane, canvas);
    } else if (state.overlay() instanceof Overlay.None) {
      String trouble = state.feed().trouble();
      body.text(2, 1, trouble.isEmpty() ? "Asking the server who you are …" : trouble, Role.DIM);
      body.text(2, 2, trouble.isEmpty() ? "" : "It is tried again every two seconds; q quits.", Role.DIM);
    }
    OverlayView.draw(state, pane, canvas);
  }

  /** Whether what is shown may be out of date, for the server cannot be reached. */
  private static boolean isOld(State state) {
    return !state.feed().isConnected() && !state.feed().trouble().isEmpty();
  }

  private static boolean isLate(State state) {
    Age age = age(state);
    return age != null && age.isLate() && !state.frame().isPaused();
  }

  private static void banner(State state, Canvas canvas) {
    Feed feed = state.feed();
    Notice notice = feed.notice();
    if (isOld(state)) {
      canvas.row(1, Role.BANNER);
      String text = " No connection: " + feed.trouble() + " What is shown is old; it is tried again.";
      canvas.text(0, 1, Text.cut(Text.clean(text), canvas.width(), canvas.glyphs()), Role.BANNER);
    } else if (notice != null) {
      String text = (notice.isBad() ? "! " : "* ") + notice.text();
      String shown = Text.cut(Text.clean(text), canvas.width(), canvas.glyphs());
      canvas.text(0, 1, shown, notice.isBad() ? Role.BAD : Role.ACCENT);
    }
  }

  private static void footer(State state, Pane pane, Canvas canvas) {
    int row = canvas.height() - 1;
    String link = link(state);
    canvas.right(row, link, state.feed().isConnected() ? Role.GOOD : Role.WARNING);
    int room = canvas.width() - Text.width(link) - 2;
    int at = 0;
    int shown = 0;
    List<Pane.Binding> bindings = pane.bindings(state);
    for (Pane.Binding binding : bindings) {
      int end = at + binding.key().length() + binding.meaning().length() + 3;
      if (shown < KEYS_SHOWN && binding.isOffered() && end + 14 <= room) {
        at = canvas.text(at, row, binding.key(), Role.KEY);
        at = canvas.text(at, row, " " + binding.meaning() + "  ", Role.DIM);
        shown++;
      }
    }
    at = canvas.text(at, row, "?", Role.KEY);
    at = canvas.text(at, row, " help  ", Role.DIM);
    at = canvas.text(at, row, "q", Role.KEY);
    canvas.text(at, row, " quit", Role.DIM);
    status(state, pane, canvas);
  }

  private static void status(State state, Pane pane, Canvas canvas) {
    int row = canvas.height() - 2;
    int at = 0;
    if (state.frame().isPaused()) {
      at = canvas.text(at, row, "PAUSED  ", Role.WARNING);
    }
    if (state.frame().isWide()) {
      at = canvas.text(at, row, "wide  ", Role.DIM);
    }
    int drafts = state.desk().drafts().size();
    if (drafts > 0) {
      at = canvas.text(at, row, drafts + " not saved  ", Role.MARKED);
    }
    at = canvas.text(at, row, pane.status(state) + "  ", Role.DIM);
    String filter = state.list().filter();
    if (!filter.isEmpty()) {
      canvas.text(at, row, "filter " + filter + "  (Esc clears)", Role.WARNING);
    }
    String server = state.person().server();
    String where =
        server.isEmpty() ? "" : "@" + server.substring(server.indexOf("//") + (server.contains("//") ? 2 : 0));
    String who = (state.person().isReadOnly() ? "read-only  " : "") + state.person().username() + where;
    canvas.right(row, who, Role.DIM);
  }

  /** How old the oldest answer in sight is, and whether it should be newer than that. */
  private record Age(long seconds, boolean isLate) {}

  private static @Nullable Age age(State state) {
    Age oldest = null;
    List<Question> questions = Panes.of(state.frame().page()).questions(state);
    boolean isMany = Update.isMany(questions.size());
    for (Question question : questions) {
      Instant at = state.known(question).at();
      if (at != null) {
        long seconds = Math.max(0, Duration.between(at, state.frame().now()).toSeconds());
        boolean isLate = seconds > Update.fresh(question, isMany) + LATE_SECONDS;
        boolean wasLate = oldest != null && oldest.isLate();
        oldest = new Age(Math.max(seconds, oldest == null ? 0 : oldest.seconds()), isLate || wasLate);
      }
    }
    return oldest;
  }

  /** The connection's state: {@code live 2s}, {@code stale 34s} or {@code offline 34s}, with the age of what is shown. */
  private static String link(State state) {
    Age age = age(state);
    if (age == null) {
      return state.feed().isConnected() ? "live" : "offline";
    }
    if (isOld(state)) {
      return "offline " + age.seconds() + "s";
    }
    boolean isLive = state.feed().isConnected() && !age.isLate() && !state.frame().isPaused();
    return (isLive ? "live " : "stale ") + age.seconds() + "s";
  }
}
