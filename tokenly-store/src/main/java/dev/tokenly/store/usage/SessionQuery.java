package dev.tokenly.store.usage;

import dev.tokenly.model.query.UsageQuestion;

/** A page of the sessions with calls in the range, in an order of all of them. */
public record SessionQuery(UsageQuestion question, Order order, int limit, long offset) {

  /** What sessions are ordered by, and whether the other way round; an unknown cost comes last either way. */
  public record Order(By by, boolean isDescending) {
    /** The most recently active first. */
    public static final Order USUAL = new Order(By.LAST_ACTIVE, true);
  }

  /** What a session may be ordered by. */
  public enum By {
    SESSION_ID, APPLICATION, STARTED, LAST_ACTIVE, TURNS, TOTAL_TOKENS, COST
  }
}
