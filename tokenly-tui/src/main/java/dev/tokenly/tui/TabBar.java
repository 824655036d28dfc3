package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;

/** The row of pages: full titles where there is room, else four letters; the clients' one tells how many wait. */
final class TabBar {
  /** What all tabs take with their full titles and blanks around them, and without those before them. */
  private static final int ROOMY = 114;
  private static final int FULL = 104;
  /** What a short title and the number of those that wait may take together, for all tabs to fit into 80 columns. */
  private static final int SHORT = 6;
  private static final Question STATUS = Question.of(Topic.STATUS);

  private TabBar() {}

  /** Where a page's tab stands. */
  record Span(Page page, String title, int from, int to) {}

  static List<Span> spans(State state) {
    List<Span> spans = new ArrayList<>();
    int columns = state.frame().columns();
    long waiting = waiting(state);
    String number = waiting > 0 ? "(" + waiting + ")" : "";
    boolean isRoomy = columns >= ROOMY + number.length();
    boolean isFull = columns >= FULL + number.length();
    int at = 0;
    for (Page page : Page.values()) {
      String told = page == Page.CLIENTS ? number : "";
      String title = page.number() + (isFull ? " " + page.title() + told : brief(page, columns, told));
      boolean isOpen = page == state.frame().page();
      String shown = isOpen ? "[" + title + "]" : (isRoomy ? " " : "") + title + " ";
      spans.add(new Span(page, shown, at, at + shown.length()));
      at += shown.length();
    }
    return spans;
  }

  private static String brief(Page page, int columns, String told) {
    String number = told.length() > "(99)".length() ? "(99+)" : told;
    String name = number.isEmpty() ? page.brief() : page.brief().substring(0, Math.min(2, SHORT - number.length()));
    return columns < 78 ? number : " " + name + number;
  }

  private static long waiting(State state) {
    Fields status = state.known(STATUS).fields();
    Fields clients = status == null ? null : status.optionalObject("clients");
    return clients == null ? 0 : clients.number("pending", 0);
  }

  static void draw(State state, Canvas canvas) {
    for (Span span : spans(state)) {
      boolean isOpen = span.page() == state.frame().page();
      boolean isWaiting = span.page() == Page.CLIENTS && span.title().contains("(");
      canvas.text(span.from(), 0, span.title(), isOpen ? Role.TAB : isWaiting ? Role.WARNING : Role.DIM);
    }
  }
}
