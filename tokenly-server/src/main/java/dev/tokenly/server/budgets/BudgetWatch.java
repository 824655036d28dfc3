package dev.tokenly.server.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenly.model.json.Json;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Change;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.server.events.Event;
import dev.tokenly.server.events.Events;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.usage.UsageReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates budgets when usage was stored, at most once a second, and tells each threshold once a period: the alert and
 * what is to be sent are kept in one transaction, so that a crash between neither loses nor repeats the alert, and what
 * is kept is sent until it arrives or is given up.
 */
final class BudgetWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetWatch.class);
  static final Kind<Alert> ALERTS = new Kind<>(DocumentKind.BUDGET_ALERTS, Alert.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final long BETWEEN_MILLIS = 1000;
  private static final long RETRY_SECONDS = 5;

  private final Administration administration;
  private final UsageReader ask;
  private final Events events;
  private final Notifiers notifiers;
  /** Begins with one: what was stored just before a crash was not looked at. */
  private final Semaphore stored = new Semaphore(1);
  private final Thread thread;
  private boolean failed;

  /** A threshold that was reached. */
  record Alert(String budget, Instant periodStart, int threshold, Instant at) {}

  BudgetWatch(Administration administration, UsageReader ask, Events events, Notifiers notifiers) {
    this.administration = administration;
    this.ask = ask;
    this.events = events;
    this.notifiers = notifiers;
    this.thread = Thread.ofPlatform().daemon().name("tokenly-budgets").start(this::run);
  }

  /** Usage was stored, its cost or a budget changed; never blocks. */
  void changed() {
    if (stored.availablePermits() == 0) {
      stored.release();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean changed = stored.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS) || failed;
        if (changed) {
          failed = !isEvaluated();
        }
        deliver();
        if (changed) {
          Thread.sleep(BETWEEN_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asked.
    }
  }

  private boolean isEvaluated() {
    try {
      for (Budget budget : administration.all(Budget.KIND).values()) {
        evaluate(budget);
      }
      return true;
    } catch (RuntimeException e) {
      LOG.warn("evaluating budgets failed and is tried again: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Looks at the period that is and, where the budget was the same then, at the one before: what was spent at its very end,
   * or is told later by a machine that was away, was spent all the same.
   */
  private void evaluate(Budget budget) {
    Standing standing = Standing.of(budget, ask, administration.now());
    look(standing);
    Instant start = standing.period().start();
    if (Period.parse(budget.period()) instanceof Period.Calendar && budget.updatedAt().isBefore(start)) {
      look(Standing.of(budget, ask, start.minusNanos(1)));
    }
  }

  private void look(Standing standing) {
    // Of several thresholds passed at once only the highest is news.
    List<Integer> reached = standing.budget().warn().stream().filter(standing::reached).toList();
    if (!reached.isEmpty()) {
      administration.change(Actor.SYSTEM, change -> alert(change, standing, reached));
    }
  }

  /** A budget was edited: a threshold that it no longer reaches was told of another amount and is news once more. */
  void edited(Standing standing) {
    List<String> told =
        standing.budget().warn().stream().filter(threshold -> !standing.reached(threshold))
            .map(threshold -> key(standing, threshold)).toList();
    administration.change(
        Actor.SYSTEM, change -> told.stream().filter(key -> change.remove(ALERTS, key)).count());
    changed();
  }

  private static String key(Standing standing, int threshold) {
    return standing.budget().name() + '/' + periodKey(standing) + '/' + threshold;
  }

  private boolean alert(Change change, Standing standing, List<Integer> reached) {
    Budget budget = standing.budget();
    boolean highestIsNew = false;
    for (int threshold : reached) {
      String key = key(standing, threshold);
      highestIsNew = change.find(ALERTS, key).isEmpty();
      if (highestIsNew) {
        change.put(ALERTS, key, new Alert(budget.name(), standing.period().start(), threshold, change.now()));
      }
    }
    if (highestIsNew) {
      tell(change, standing, reached.getLast());
    }
    return highestIsNew;
  }

  /** A rolling period moves every day; its thresholds are told once in its own length. */
  private static String periodKey(Standing standing) {
    long days = standing.period().length().toDays();
    boolean rolling = Period.parse(standing.budget().period()) instanceof Period.Rolling;
    long start = standing.period().start().getEpochSecond();
    return rolling ? "rolling-" + start / 86_400 / Math.max(1, days) : standing.period().start().toString();
  }

  private void tell(Change change, Standing standing, int threshold) {
    Map<String, @Nullable Object> body = standing.json(false);
    body.put("event", "budget_alert");
    body.put("threshold", threshold);
    body.put("at", change.now());
    String text = json(body);
    for (String notifier : standing.budget().notifiers()) {
      String id = UUID.randomUUID().toString();
      Notification notification =
          new Notification(
              id, standing.budget().name(), notifier, text, change.now(), 0, change.now(), false, null);
      change.put(Notification.KIND, id, notification);
    }
    change.afterCommit(() -> events.publish(Event.Type.BUDGET_ALERT, body));
  }

  private static String json(Map<String, @Nullable Object> body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for a budget alert", e);
    }
  }

  private void deliver() throws InterruptedException {
    try {
      for (Notification waiting : administration.all(Notification.KIND).values()) {
        if (!waiting.dead() && !waiting.nextTry().isAfter(administration.now())) {
          deliver(waiting);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("sending budget alerts failed and is tried again: {}", e.getMessage());
    }
  }

  private void deliver(Notification waiting) throws InterruptedException {
    try {
      notifiers.deliver(waiting);
      administration.change(Actor.SYSTEM, change -> change.remove(Notification.KIND, waiting.id()));
    } catch (IOException | IllegalArgumentException e) {
      Notification failed = waiting.failed(String.valueOf(e.getMessage()), administration.now());
      LOG.warn(
          "an alert of budget {} could not be sent{}: {}",
          waiting.budget(),
          failed.dead() ? " and is given up" : "",
          e.getMessage());
      administration.change(
          Actor.SYSTEM,
          change -> {
            // Somebody may have asked for new tries, or discarded it, while this one went on.
            boolean same = change.find(Notification.KIND, waiting.id()).filter(waiting::equals).isPresent();
            if (same) {
              change.put(Notification.KIND, failed.id(), failed);
            }
            return same;
          });
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    notifiers.close();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
