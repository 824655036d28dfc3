package dev.tokenly.store;

import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import java.util.Comparator;

/** Orders of sessions as they are meant, beside what an engine makes of them. */
final class SessionOrders {
  private SessionOrders() {}

  static Comparator<SessionTotals> of(SessionQuery.By by) {
    return switch (by) {
      case SESSION_ID -> Comparator.comparing(SessionTotals::sessionId);
      case APPLICATION -> Comparator.comparing(SessionTotals::application);
      case STARTED -> Comparator.comparing(SessionTotals::first);
      case LAST_ACTIVE -> Comparator.comparing(SessionTotals::last);
      case TURNS -> Comparator.comparingLong(session -> session.totals().requests());
      case TOTAL_TOKENS -> Comparator.comparingLong(session -> session.totals().totalTokens());
      case COST -> Comparator.comparing(session -> session.totals().cost().amount());
    };
  }
}
