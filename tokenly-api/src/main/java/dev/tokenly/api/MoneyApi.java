package dev.tokenly.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Budgets and the price book. */
public final class MoneyApi {
  private static final String BUDGETS = "/api/manage/budgets";
  private static final String PRICES = "/api/manage/prices";
  private final ServerApi api;

  MoneyApi(ServerApi api) {
    this.api = api;
  }

  public Answer budgets() {
    return api.get(BUDGETS);
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

  public Answer prices(@Nullable String model, @Nullable String provider, @Nullable String at) {
    return api.get(new Query().with("model", model).with("provider", provider).with("at", at).on(PRICES));
  }

  /** Imports a price list; a dry run only says what would change. */
  public Answer importPrices(Map<String, Object> list, boolean dryRun) {
    Map<String, Object> body = Map.of("prices", list, "dry_run", dryRun);
    return api.send(Request.json("POST", PRICES + "/import", body), Duration.ofMinutes(2));
  }

  /** Prices stored records again by the book as it is now; a dry run only says what would move. */
  public Answer reprice(Map<String, Object> scope, boolean dryRun) {
    Map<String, Object> body = new LinkedHashMap<>(scope);
    body.put("dry_run", dryRun);
    return api.send(Request.json("POST", PRICES + "/reprice", body), Duration.ofMinutes(30));
  }
}
