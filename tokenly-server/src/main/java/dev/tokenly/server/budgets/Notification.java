package dev.tokenly.server.budgets;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to one notifier; kept until it is delivered. {@code body} is the JSON that is sent; {@code dead} is
 * true once every try failed, and an administrator may try again.
 */
record Notification(
    String id, String budget, String notifier, String body, Instant createdAt, int tries, Instant nextTry, boolean dead,
    @Nullable String lastError) {
  static final Kind<Notification> KIND = new Kind<>(DocumentKind.NOTIFICATIONS, Notification.class);
  private static final int MOST_TRIES = 10;
  private static final long FIRST_WAIT_SECONDS = 5;
  private static final long LONGEST_WAIT_SECONDS = 3600;

  /** The same without what of its address may be a secret. */
  Notification masked() {
    return new Notification(
        id, budget, Notifiers.masked(notifier), body, createdAt, tries, nextTry, dead, lastError);
  }

  /** The same after a try that failed: later, or given up. */
  Notification failed(String error, Instant now) {
    long wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << Math.min(tries, 12));
    return new Notification(
        id, budget, notifier, body, createdAt, tries + 1, now.plusSeconds(wait), tries + 1 >= MOST_TRIES, error);
  }

  /** The same with a new set of tries. */
  Notification again(Instant now) {
    return new Notification(id, budget, notifier, body, createdAt, 0, now, false, lastError);
  }
}
