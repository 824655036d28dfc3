package dev.tokenly.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Budgets and the price book. */
public final class MoneyApi {
  private static final String BUDGETS = "/api/manage/budgets";
  private static final String NOTIFICATIONS = "/api/manage/notifications";
  private static final String PRICES = "/api/manage/prices";
  private final ServerApi api;

  MoneyApi(ServerApi api) {
    this.api = api;
  }

  /** Every budget, as far as one answer holds them. */
  public Answer budgets() {
    return api.get(new Page(Page.MAX, 0).query().on(BUDGETS));
  }

  public Answer createBudget(Map<String, Object> budget) {
    return api.send(Request.json("POST", BUDGETS, budget));
  }

  public Answer editBudget(String name, Map<String, Object> budget) {
    return api.send(Request.json("PUT", BUDGETS + '/' + Query.segment(name), budget));
  }

  public Answer deleteBudget(String name) {
    return api.send(Request.of("DELETE", BUDGETS + '/' + Query.segment(name)));
  }

  /** Alerts of budgets that did not arrive: those given up and, when {@code waiting}, those still being tried. */
  public Answer undelivered(boolean waiting, Page page) {
    return api.get(page.query().flag("dead", !waiting).on(NOTIFICATIONS));
  }

  /** Sends an alert that was given up again. */
  public Answer retryNotification(String id) {
    return api.send(Request.of("POST", NOTIFICATIONS + '/' + Query.segment(id) + "/retry"));
  }

  /** Gives an alert up for good. */
  public Answer discardNotification(String id) {
    return api.send(Request.of("DELETE", NOTIFICATIONS + '/' + Query.segment(id)));
  }

  public Answer prices(@Nullable String model, @Nullable String provider, @Nullable String at, Page page) {
    return api.get(page.query().with("model", model).with("provider", provider).with("at", at).on(PRICES));
  }

  /** Which rule of which layer prices a model at a time (null: now), and the price. */
  public Answer showPrice(String model, @Nullable String provider, @Nullable String at) {
    return api.get(new Query().with("provider", provider).with("at", at).on(PRICES + "/match/" + Query.segment(model)));
  }

  /** Sets a price of the admin's own: one entry of {@code docs/prices.md}. */
  public Answer setPrice(Map<String, Object> entry) {
    return api.send(Request.json("PUT", PRICES, entry), Duration.ofMinutes(30));
  }

  /** Removes the admin's own prices of a model. */
  public Answer removePrice(String provider, String model) {
    return api.send(Request.of("DELETE", new Query().with("provider", provider).with("model", model).on(PRICES)));
  }

  /**
   * Imports a price list, LiteLLM's or ours, sent as it is; a dry run only says what would change. {@code validFrom} is
   * the day its changed prices begin (null: today).
   */
  public Answer importPrices(byte[] list, @Nullable String validFrom, boolean dryRun) {
    Query query = new Query().with("valid_from", validFrom).flag("dry_run", dryRun);
    Map<String, String> type = Map.of("Content-Type", "application/json");
    Request.Body body = new Request.Body(list.length, false, out -> out.write(list));
    return api.send(new Request("POST", query.on(PRICES + "/import"), type, body), Duration.ofMinutes(30));
  }

  /** Prices stored records again by the book as it is now; a dry run only says what would move. */
  public Answer reprice(Map<String, Object> scope, boolean dryRun) {
    Map<String, Object> body = new LinkedHashMap<>(scope);
    body.put("dry_run", dryRun);
    return api.send(Request.json("POST", PRICES + "/reprice", body), Duration.ofMinutes(30));
  }
}
