package dev.tokenly.server.budgets;

import dev.tokenly.model.access.Permission;
import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.UsageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls under {@code /api/manage/budgets} and {@code /api/manage/notifications}, and the watch behind them. */
public final class BudgetsRoom implements AutoCloseable {
  private final Administration administration;
  private final UsageReader ask;
  private final BudgetWatch watch;

  /** {@code notifiers} is the folder with programs that alerts may start, null where there is none. */
  public record Delivery(Supplier<Optional<String>> webhookSecret, @Nullable Path notifiers) {}

  public BudgetsRoom(Administration administration, UsageReader ask, Events events, Delivery delivery) {
    this.administration = administration;
    this.ask = ask;
    Notifiers notifiers = new Notifiers(delivery.webhookSecret(), delivery.notifiers(), administration::now);
    this.watch = new BudgetWatch(administration, ask, events, notifiers);
  }

  /** Usage was stored or priced again: budgets are looked at soon; never blocks. */
  public void usageStored() {
    watch.changed();
  }

  /** {@code GET /manage/budgets}: every budget and how it stands. */
  public Response list(Request request) {
    List<Standing> standings = standings();
    List<Map<String, @Nullable Object>> budgets =
        standings.stream().map(standing -> standing.json(mayChange(request))).toList();
    boolean over = standings.stream().anyMatch(Standing::isOver);
    return Response.json(Map.of("budgets", request.query().page(budgets), "total", budgets.size(), "over", over));
  }

  private static boolean mayChange(Request request) {
    return request.caller().may(Permission.BUDGET_WRITE);
  }

  private List<Standing> standings() {
    Collection<Budget> budgets = administration.all(Budget.KIND).values();
    return budgets.stream().map(budget -> Standing.of(budget, ask, administration.now())).toList();
  }

  /** {@code GET /manage/budgets/{name}}. */
  public Response show(Request request) {
    return answer(request, 200, find(request.pathValue("name")));
  }

  /** {@code POST /manage/budgets}: a new one. */
  public Response create(Request request) throws IOException {
    Fields body = request.json();
    Budget budget = BudgetBody.read(body, body.text("name"), null, administration.now());
    administration.change(
        Actor.of(request),
        change -> {
          if (change.find(Budget.KIND, budget.name()).isPresent()) {
            throw Refusal.conflict("conflict", "there is a budget named " + budget.name() + " already");
          }
          change.put(Budget.KIND, budget.name(), budget);
          change.audit("budget_set", "config", budget.name(), Map.of("amount", budget.amount()));
          return true;
        });
    watch.changed();
    return answer(request, 201, budget);
  }

  /** {@code PUT /manage/budgets/{name}}: what is not named stays as it is. */
  public Response edit(Request request) throws IOException {
    Fields body = request.json();
    String name = request.pathValue("name");
    Budget edited =
        administration.change(
            Actor.of(request),
            change -> {
              Budget before = change.find(Budget.KIND, name).orElseThrow(() -> Refusal.notFound("budget", name));
              Budget after = BudgetBody.read(body, name, before, change.now());
              change.put(Budget.KIND, name, after);
              change.audit("budget_set", "config", name, Map.of("amount", after.amount()));
              return after;
            });
    Standing standing = Standing.of(edited, ask, administration.now());
    watch.edited(standing);
    return Response.json(200, standing.json(mayChange(request)));
  }

  /** {@code DELETE /manage/budgets/{name}}. */
  public Response delete(Request request) {
    String name = request.pathValue("name");
    List<String> told =
        administration.all(BudgetWatch.ALERTS).keySet().stream().filter(key -> key.startsWith(name + '/')).toList();
    administration.change(
        Actor.of(request),
        change -> {
          if (!change.remove(Budget.KIND, name)) {
            throw Refusal.notFound("budget", name);
          }
          told.forEach(key -> change.remove(BudgetWatch.ALERTS, key)); // Another of this name begins anew.
          change.audit("budget_delete", "config", name, Map.of());
          return true;
        });
    return Response.json(Map.of("name", name, "deleted", true));
  }

  private Budget find(String name) {
    return administration.find(Budget.KIND, name).orElseThrow(() -> Refusal.notFound("budget", name));
  }

  private Response answer(Request request, int status, Budget budget) {
    return Response.json(status, Standing.of(budget, ask, administration.now()).json(mayChange(request)));
  }

  /** {@code GET /manage/notifications}: alerts that wait or, with {@code dead} alone, were given up; each with its last error. */
  public Response notifications(Request request) {
    boolean deadOnly = request.query().flag("dead");
    List<Notification> all =
        administration.all(Notification.KIND).values().stream().filter(one -> one.dead() || !deadOnly)
            .map(one -> mayChange(request) ? one : one.masked()).toList();
    return Response.json(Map.of("notifications", request.query().page(all), "total", all.size()));
  }

  /** {@code POST /manage/notifications/{id}/retry}. */
  public Response retry(Request request) {
    String id = request.pathValue("id");
    Notification again =
        administration.change(
            Actor.of(request),
            change -> {
              Notification one =
                  change.find(Notification.KIND, id).orElseThrow(() -> Refusal.notFound("notification", id));
              Notification fresh = one.again(change.now());
              change.put(Notification.KIND, id, fresh);
              change.audit("notification_retry", "system", id, Map.of());
              return fresh;
            });
    watch.changed();
    return Response.json(again);
  }

  /** {@code DELETE /manage/notifications/{id}}: it is never sent. */
  public Response discard(Request request) {
    String id = request.pathValue("id");
    administration.change(
        Actor.of(request),
        change -> {
          if (!change.remove(Notification.KIND, id)) {
            throw Refusal.notFound("notification", id);
          }
          change.audit("notification_discard", "system", id, Map.of());
          return true;
        });
    return Response.json(Map.of("id", id, "deleted", true));
  }

  @Override
  public void close() {
    watch.close();
  }
}
