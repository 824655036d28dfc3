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
  private static final int ROOMY = 118;
  private static final Question STATUS = Question.of(Topic.STATUS);

  private TabBar() {}

  /** Where a page's tab stands. */
  record Span(Page page, String title, int from, int to) {}

  static List<Span> spans(State state) {
    List<Span> spans = new ArrayList<>();
    boolean isRoomy = state.frame().columns() >= ROOMY;
    int at = 0;
    for (Page page : Page.values()) {
      String waiting = page == Page.CLIENTS ? waiting(state) : "";
      String title = page.number() + name(page, isRoomy, state.frame().columns(), !waiting.isEmpty()) + waiting;
      boolean isOpen = page == state.frame().page();
      String shown = isOpen ? "[" + title + "]" : (isRoomy ? " " : "") + title + " ";
      spans.add(new Span(page, shown, at, at + shown.length()));
      at += shown.length();
    }
    return spans;
  }

  private static String name(Page page, boolean isRoomy, int columns, boolean isWaiting) {
    if (isRoomy) {
      return " " + page.title();
    }
    return columns < 78 ? "" : " " + (isWaiting ? page.brief().substring(0, 2) : page.brief());
  }

  private static String waiting(State state) {
    Fields status = state.known(STATUS).fields();
    Fields clients = status == null ? null : status.optionalObject("clients");
    long pending = clients == null ? 0 : clients.number("pending", 0);
    return pending > 0 ? "(" + pending + ")" : "";
  }

  static void draw(State state, Canvas canvas) {
    for (Span span : spans(state)) {
      boolean isOpen = span.page() == state.frame().page();
      boolean isWaiting = span.page() == Page.CLIENTS && span.title().contains("(");
      canvas.text(span.from(), 0, span.title(), isOpen ? Role.TAB : isWaiting ? Role.WARNING : Role.DIM);
    }
  }
}
