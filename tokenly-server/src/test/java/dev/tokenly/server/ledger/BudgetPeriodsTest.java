package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which crossings of a budget's thresholds are news: around a period's end, and after the budget was changed. */
class BudgetPeriodsTest {
  @TempDir Path folder;
  private Ledger ledger;
  private Webhook hook;
  private List<Webhook.Delivery> deliveries;

  @BeforeEach
  void start() throws IOException {
    ledger = new Ledger(folder);
    hook = new Webhook();
    deliveries = hook.deliveries();
  }

  @AfterEach
  void stop() {
    ledger.close();
    hook.close();
  }

  private void budget(String more) throws Exception {
    String body = "{\"name\":\"team\",\"amount\":10,\"notify\":[\"webhook:" + hook.url() + "\"]" + more + "}";
    assertEquals(201, ledger.post("/budgets", body).status());
  }

  private void spend(String id, String cost) throws Exception {
    ledger.upload("web-1", Ledger.line(id, Ledger.NOW.minusSeconds(60), 1, cost));
    ledger.settle();
  }

  @Test
  void tells_what_was_spent_in_a_period_that_is_over_when_it_is_stored() throws Exception {
    ledger.clock.move(Duration.between(Ledger.NOW, Instant.parse("2026-11-30T12:00:00Z")));
    budget(",\"tz\":\"Asia/Kathmandu\"");
    // Midnight is at a quarter past six in the evening there.
    ledger.clock.move(Duration.ofHours(7));
    ledger.upload("web-1", Ledger.line("a", Instant.parse("2026-11-30T18:14:59Z"), 1, "9"));
    ledger.upload("web-1", Ledger.line("b", Instant.parse("2026-11-30T18:15:00Z"), 1, "6"));
    ledger.settle();
    Ledger.until(() -> deliveries.size() == 2);
    List<String> told =
        deliveries.stream().map(one -> one.fields().text("period_start") + ' ' + one.fields().count("threshold"))
            .sorted().toList();
    assertEquals(List.of("2026-10-31T18:15:00Z 80", "2026-11-30T18:15:00Z 50"), told);
  }

  @Test
  void says_nothing_of_a_period_that_was_over_before_there_was_the_budget() throws Exception {
    ledger.upload("web-1", Ledger.line("old", Ledger.NOW.minus(Duration.ofDays(40)), 1, "100"));
    budget("");
    spend("a", "6");
    Ledger.until(() -> deliveries.size() == 1);
    assertEquals(50, deliveries.getFirst().fields().count("threshold"));
  }

  @Test
  void tells_a_threshold_again_that_was_out_of_reach_after_the_amount_was_raised() throws Exception {
    budget("");
    spend("a", "6");
    Ledger.until(() -> deliveries.size() == 1);
    ledger.put("/budgets/team", "{\"amount\":100}");
    spend("b", "50");
    Ledger.until(() -> deliveries.size() == 2);
    assertEquals(50, deliveries.get(1).fields().count("threshold"));
  }

  @Test
  void another_budget_of_the_same_name_begins_anew() throws Exception {
    budget("");
    spend("a", "6");
    Ledger.until(() -> deliveries.size() == 1);
    assertEquals(200, ledger.delete("/budgets/team").status());
    budget("");
    Ledger.until(() -> deliveries.size() == 2);
  }
}
