package dev.tokenly.tui.state;

import java.util.ArrayList;
import java.util.List;

/** The pages seen, in order, and which of them is shown: there is a way back and forward again, as in a browser. */
public record Trail(List<Page> pages, int at, Page before) {
  private static final int KEPT = 50;

  public Trail {
    pages = List.copyOf(pages);
  }

  public static Trail from(Page page) {
    return new Trail(List.of(page), 0, page);
  }

  public Page page() {
    return pages.get(at);
  }

  /** Goes to a page; what lay ahead is forgotten. */
  public Trail on(Page next) {
    if (next == page()) {
      return this;
    }
    List<Page> seen = new ArrayList<>(pages.subList(Math.max(0, at + 1 - KEPT), at + 1));
    seen.add(next);
    return new Trail(seen, seen.size() - 1, page());
  }

  /** One page back ({@code -1}) or forward ({@code 1}), where there is one. */
  public Trail moved(int by) {
    int to = Math.clamp((long) at + by, 0, pages.size() - 1);
    return to == at ? this : new Trail(pages, to, page());
  }
}
