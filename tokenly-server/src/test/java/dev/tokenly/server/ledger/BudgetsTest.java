package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.store.admin.DocumentKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsTest {
  private static final Instant AT = Ledger.NOW.minusSeconds(60);

  @TempDir Path folder;
  private Ledger ledger;
  private Webhook hook;
  private List<Webhook.Delivery> deliveries;
  private AtomicInteger refusals;

  @BeforeEach
  void start() throws IOException {
    ledger = new Ledger(folder);
    hook = new Webhook();
    deliveries = hook.deliveries();
    refusals = hook.refusals();
  }

  @AfterEach
  void stop() {
    ledger.close();
    hook.close();
  }

  private void budget(String more) throws Exception {
    Ledger.Answer answer =
        ledger.post("/budgets",
            "{\"name\":\"team\",\"amount\":10,\"notify\":[\"webhook:" + hook.url() + "\"]" + more + "}");
    assertEquals(201, answer.status(), answer.text());
  }

  private void spend(String id, String cost) throws Exception {
    assertEquals(200, ledger.upload("web-1", Ledger.line(id, AT, 1, cost)).status());
    ledger.settle();
  }

  @Test
  void tells_each_threshold_once_a_period_and_signs_what_it_sends() throws Exception {
    budget("");
    spend("a", "4.9");
    spend("b", "0.2");
    Ledger.until(() -> deliveries.size() == 1);
    assertEquals(50, deliveries.getFirst().fields().count("threshold"));
    spend("c", "0.1");
    spend("d", "6");
    Ledger.until(() -> deliveries.size() == 2);
    Webhook.Delivery second = deliveries.get(1);
    assertEquals(100, second.fields().count("threshold"));
    assertEquals("over", second.fields().text("status"));
    assertEquals(0, new BigDecimal("11.2").compareTo(second.fields().decimal("spent")));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((second.timestamp() + '.' + second.body()).getBytes(StandardCharsets.UTF_8));
    assertEquals("sha256=" + HexFormat.of().formatHex(expected), second.signature());
  }

  @Test
  void keeps_an_alert_until_it_is_delivered() throws Exception {
    refusals.set(1);
    budget("");
    spend("a", "20");
    Ledger.until(() -> refusals.get() <= 0);
    Ledger.until(() -> {
      ledger.clock.move(Duration.ofSeconds(30));
      ledger.budgets.usageStored();
      return deliveries.size() == 1;
    });
  }

  @Test
  void gives_up_after_ten_tries_and_tries_again_when_asked() throws Exception {
    refusals.set(1000);
    budget("");
    spend("a", "20");
    // The clock may leave the month only after the alert was made: what was spent in November is no news in December.
    Ledger.until(() -> refusals.get() < 1000);
    Ledger.until(() -> {
      ledger.clock.move(Duration.ofHours(2));
      ledger.budgets.usageStored();
      return isDead();
    });
    String id = ledger.get("/notifications?dead=true").fields().objects("notifications").getFirst().text("id");
    assertEquals(200, ledger.post("/notifications/" + id + "/retry", "{}").status());
    assertEquals(List.of(), ledger.get("/notifications?dead=true").fields().objects("notifications"));
    refusals.set(0);
    Ledger.until(() -> {
      ledger.clock.move(Duration.ofSeconds(30));
      ledger.budgets.usageStored();
      return deliveries.size() == 1;
    });
  }

  @Test
  void a_discarded_alert_is_never_sent() throws Exception {
    refusals.set(1000);
    budget("");
    spend("a", "20");
    Ledger.until(() -> refusals.get() < 1000);
    String id = ledger.get("/notifications").fields().objects("notifications").getFirst().text("id");
    assertEquals(200, ledger.delete("/notifications/" + id).status());
    assertEquals(404, ledger.delete("/notifications/" + id).status());
    assertEquals(List.of(), ledger.get("/notifications").fields().objects("notifications"));
    refusals.set(0);
    ledger.clock.move(Duration.ofHours(2));
    ledger.budgets.usageStored();
    spend("b", "1");
    assertEquals(List.of(), deliveries);
  }

  private boolean isDead() {
    try {
      return ledger.get("/notifications").fields().objects("notifications").stream()
          .anyMatch(one -> one.flag("dead", false));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void says_how_a_budget_stands_and_when_it_will_be_passed() throws Exception {
    for (int day = 1; day <= 10; day++) {
      ledger.upload("web-1", Ledger.line("d" + day, Ledger.NOW.minus(Duration.ofDays(day)), 1, "1"));
    }
    ledger.settle();
    budget(",\"period\":\"month\",\"scope\":{\"client\":[\"web-*\"],\"service\":\"openai\"}");
    ledger.put("/budgets/team", "{\"amount\":15}");
    Fields team = ledger.get("/budgets").fields().objects("budgets").getFirst();
    assertEquals(0, BigDecimal.TEN.compareTo(team.decimal("spent")));
    assertEquals("warning", team.text("status"));
    assertEquals("2026-11-25", team.text("overrun_date"));
    assertEquals(0, new BigDecimal("20.5").compareTo(team.decimal("projected")));
  }

  @Test
  void says_on_which_day_it_was_passed_in_its_own_zone() throws Exception {
    // 12.30 on the 14th in Berlin, and an hour before midnight of the 14th in UTC, which is the 15th there.
    ledger.upload("web-1", Ledger.line("a", Instant.parse("2026-11-14T11:30:00Z"), 1, "6"));
    ledger.upload("web-1", Ledger.line("b", Instant.parse("2026-11-14T23:00:00Z"), 1, "5"));
    ledger.upload("web-1", Ledger.line("c", Instant.parse("2026-11-17T23:00:00Z"), 1, "5"));
    ledger.settle();
    budget(",\"tz\":\"Europe/Berlin\"");
    Fields team = ledger.get("/budgets").fields().objects("budgets").getFirst();
    assertEquals("2026-11-15", team.text("overrun_date"));
    assertEquals("over", team.text("status"));
    assertEquals(100, team.count("priced_token_share"));
  }

  @Test
  void what_was_stored_before_a_crash_is_looked_at_by_the_next_start() throws Exception {
    ledger.upload("web-1", Ledger.line("a", AT, 1, "20"));
    ledger.settle();
    Path copy = folder.resolve("copy");
    ledger.post("/backup", "{\"target\":\"b.duckdb\"}");
    Files.createDirectories(copy);
    Files.copy(folder.resolve("backups/b.duckdb"), copy.resolve("tokenly.duckdb"));
    // The budget is written into the copy behind the back of everybody who would evaluate it.
    try (var store = Ledger.open(copy)) {
      store.admin().change(
          admin -> {
            admin.documents(DocumentKind.BUDGETS).put(
                "team",
                """
                {"name":"team","amount":10,"period":"month","tz":"UTC","scope":{},
                 "alerts":{"warn":[100],"notifiers":["webhook:%s"]},
                 "dates":{"created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z"}}
                """
                    .formatted(hook.url()));
            return true;
          });
    }
    try (Ledger _ = new Ledger(copy)) {
      Ledger.until(() -> deliveries.size() == 1);
    }
  }

  @Test
  void a_rolling_budget_looks_back_and_an_edit_keeps_what_it_does_not_name() throws Exception {
    spend("a", "3");
    ledger.upload("web-1", Ledger.line("old", Ledger.NOW.minus(Duration.ofDays(8)), 1, "100"));
    ledger.settle();
    budget(",\"period\":\"rolling:7d\"");
    Fields team = ledger.put("/budgets/team", "{\"warn\":[90]}").fields();
    assertEquals(0, new BigDecimal(3).compareTo(team.decimal("spent")));
    assertEquals("rolling:7d", team.text("period"));
    assertEquals("ok", team.text("status"));
  }

  @Test
  void refuses_nonsense_by_the_name_of_the_field() throws Exception {
    Map<String, String> bad =
        Map.of(
            "\"amount\":0", "amount",
            "\"amount\":5,\"period\":\"year\"", "period",
            "\"amount\":5,\"tz\":\"Mars\"", "tz",
            "\"amount\":5,\"scope\":{\"colour\":\"red\"}", "scope",
            "\"amount\":5,\"warn\":[0]", "warn",
            "\"amount\":5,\"notify\":\"exec:../rm\"", "notify",
            "\"amount\":5,\"notify\":\"webhook:file:///etc/passwd\"", "notify");
    for (Map.Entry<String, String> body : bad.entrySet()) {
      Ledger.Answer answer = ledger.post("/budgets", "{\"name\":\"x\"," + body.getKey() + "}");
      assertEquals(400, answer.status(), body.getKey());
      assertEquals(body.getValue(), answer.fields().object("details").text("field"), answer.text());
    }
    assertEquals(400, ledger.post("/budgets", "{\"name\":\"../x\",\"amount\":5}").status());
    budget("");
    assertEquals(409, ledger.post("/budgets", "{\"name\":\"team\",\"amount\":1}").status());
    assertEquals(200, ledger.delete("/budgets/team").status());
    assertEquals(404, ledger.delete("/budgets/team").status());
  }

  @Test
  void lists_whether_any_is_over() throws Exception {
    budget("");
    assertTrue(!ledger.get("/budgets").fields().flag("over", true));
    spend("a", "10.01");
    assertTrue(ledger.get("/budgets").fields().flag("over", false));
  }
}
