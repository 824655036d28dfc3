package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The price book over HTTP: what a change does to calls that are stored, and what every call costs and why. */
class PricesTest {
  private static final String ACME = "{\"provider\":\"acme\",\"model\":\"acme-7b\",\"input\":%s%s}";
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    server.beat("web-1", null);
    assertEquals(200, server.put("/api/manage/clients/web-1/approve", "{}").status());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A call of a million tokens. */
  private void call(String id, String time, String model) throws Exception {
    String line =
        """
        {"timestamp":"%s","service":"acme","model":"%s","input_tokens":1000000,"output_tokens":0,"request_id":"%s"}
        """
            .formatted(time, model, id);
    TestServer.Answer sent = server.lines("web-1", line);
    assertEquals(200, sent.status(), sent.http().body());
    until("/api/manage/explain/" + id, answer -> answer.status() == 200);
  }

  private TestServer.Answer until(String path, Predicate<TestServer.Answer> wanted) throws Exception {
    TestServer.Answer answer = server.get(path);
    for (int tries = 0; !wanted.test(answer) && tries < 500; tries++) {
      Thread.sleep(20);
      answer = server.get(path);
    }
    assertTrue(wanted.test(answer), path + ": " + answer.http().body());
    return answer;
  }

  private String cost(String id) throws IOException, InterruptedException {
    return plain(server.get("/api/manage/explain/" + id).at("records.0.cost_usd"));
  }

  private static String plain(String amount) {
    return amount.isEmpty() ? "" : new Usd(new BigDecimal(amount)).plain();
  }

  @Test
  void a_price_that_arrives_prices_what_had_none_and_nothing_else_until_it_is_told_to() throws Exception {
    call("a", "2026-11-20T08:00:00Z", "acme-7b");
    assertEquals("", cost("a"));
    TestServer.Answer set = server.put("/api/manage/prices", ACME.formatted("2", ""));
    assertEquals("1", set.at("newly_priced"), set.http().body());
    assertEquals("2", cost("a"));
    TestServer.Answer later = server.put("/api/manage/prices", ACME.formatted("3", ",\"from\":\"2026-11-01\""));
    assertEquals("0", later.at("newly_priced"));
    assertEquals("2", cost("a"));
    call("b", "2026-11-20T09:00:00Z", "ACME-7B");
    call("c", "2026-10-20T09:00:00Z", "acme-7b");
    assertEquals("3", cost("b"));
    assertEquals("2", cost("c"));

    TestServer.Answer dry = server.post("/api/manage/prices/reprice", "{\"models\":[\"acme-*\"],\"dry_run\":true}");
    assertEquals("1", dry.at("changed"), dry.http().body());
    assertEquals("2026-11", dry.at("moves.0.month"));
    assertEquals("2", plain(dry.at("moves.0.before")));
    assertEquals("3", plain(dry.at("moves.0.after")));
    assertEquals("2", cost("a"));
    server.post("/api/manage/prices/reprice", "{\"models\":[\"acme-*\"]}");
    assertEquals("3", cost("a"));
    assertEquals("8", server.get("/api/manage/analytics/summary?start_time=2026-10-01").at("total_cost"));
    assertEquals("prices_reprice", server.get("/api/manage/audit?limit=1").at("entries.0.action"));
  }

  @Test
  void an_audit_names_the_file_of_duplicates_alone_and_where_its_calls_are_counted() throws Exception {
    String line =
        """
        {"timestamp":"2026-11-20T10:00:00Z","service":"acme","model":"acme-7b","input_tokens":5,"output_tokens":1,\
        "request_id":"r-1","session_id":"%s"}
        """;
    assertEquals(200, server.lines("web-1", line.formatted("first")).status());
    until("/api/manage/audit-usage/first", answer -> answer.status() == 200);
    assertEquals(200, server.lines("web-1", line.formatted("resumed")).status());
    TestServer.Answer resumed = until("/api/manage/audit-usage/resumed", answer -> answer.status() == 200);
    assertEquals("0", resumed.at("counted"));
    assertEquals("1", resumed.at("dropped"));
    assertEquals(
        "1 dropped: the call was counted already, with as much (in session first)", resumed.at("files.0.why"));
    TestServer.Answer first = server.get("/api/manage/audit-usage/first");
    assertEquals("1", first.at("counted"));
    assertEquals("1", first.at("dropped"));
    assertEquals("nothing dropped", first.at("files.0.why"));
    assertEquals(resumed.at("files.0.file_id"), first.at("files.1.file_id"));
    assertEquals(404, server.get("/api/manage/audit-usage/nobody").status());
  }

  @Test
  void a_price_is_taken_back_by_its_own_name_alone() throws Exception {
    server.put("/api/manage/prices", ACME.formatted("2", ""));
    server.put("/api/manage/prices", ACME.formatted("5", "").replace("acme-7b", "acme-7b/large"));
    TestServer.Answer removed = server.delete("/api/manage/prices?provider=Acme&model=ACME-7b");
    assertEquals(200, removed.status(), removed.http().body());
    assertEquals("acme-7b/large", server.get("/api/manage/prices?provider=acme").at("prices.0.model"));
    assertEquals("1", server.get("/api/manage/prices?provider=acme").at("total"));
    assertEquals(404, server.delete("/api/manage/prices?provider=acme&model=acme-7b").status());
  }

  @Test
  void refuses_prices_that_price_nothing_by_the_name_of_the_field() throws Exception {
    for (String more : new String[] {",\"inptu\":1", ",\"from\":\"yesterday\"", ",\"to\":\"2026-13-01\""}) {
      TestServer.Answer refused = server.put("/api/manage/prices", ACME.formatted("2", more));
      assertEquals(400, refused.status(), refused.http().body());
    }
  }

  @Test
  void a_list_of_our_own_begins_on_the_day_that_is_said() throws Exception {
    String list = "{\"schema\":\"tokenly.prices/v1\",\"version\":\"ours\",\"prices\":["
        + ACME.formatted("2", ",\"source\":\"us\"") + "]}";
    TestServer.Answer dry = server.post("/api/manage/prices/import?dry_run=true&valid_from=2026-11-10", list);
    assertEquals("2026-11-10", dry.at("changes.0.then.from"), dry.http().body());
    server.post("/api/manage/prices/import?valid_from=2026-11-10", list);
    call("before", "2026-11-09T23:59:59Z", "acme-7b");
    call("after", "2026-11-10T00:00:00Z", "acme-7b");
    assertEquals("", cost("before"));
    assertEquals("2", cost("after"));
    assertEquals("ours", server.get("/api/manage/explain/after").at("records.0.price_version"));
  }

  @Test
  void a_total_is_the_sum_of_its_parts_each_with_its_own_rates() throws Exception {
    server.put("/api/manage/prices", ACME.formatted("2", ",\"factors\":{\"batch\":0.5},\"to\":\"2026-11-10\""));
    server.put("/api/manage/prices", ACME.formatted("3", ",\"from\":\"2026-11-10\""));
    call("a", "2026-11-09T08:00:00Z", "acme-7b");
    call("b", "2026-11-11T08:00:00Z", "acme-7b");
    call("c", "2026-11-12T08:00:00Z", "acme-7b");
    call("d", "2026-11-12T08:00:00Z", "acme-8b");
    TestServer.Answer total = server.get("/api/manage/explain?start_time=2026-11-01");
    assertEquals("8", plain(total.at("total_cost")), total.http().body());
    assertEquals("4 1", total.at("requests") + " " + total.at("unpriced_requests"));
    assertEquals("75", total.at("priced_token_share"));
    assertEquals("6", plain(total.at("parts.0.cost_usd")));
    assertEquals("2000000 3",
        total.at("parts.0.buckets.0.tokens") + " " + total.at("parts.0.buckets.0.usd_per_million"));
    assertEquals("exact, with provider", total.at("parts.1.rule"));
    assertEquals("2", plain(total.at("parts.1.cost_usd")));
    assertEquals("no price is known for acme-8b", total.at("parts.2.reason"));
    assertEquals("", total.at("parts.2.cost_usd"));
  }

  @Test
  void a_budget_looks_at_calls_that_got_a_price() throws Exception {
    server.post("/api/manage/budgets", "{\"name\":\"team\",\"amount\":1,\"notify\":[\"exec:missing\"]}");
    call("a", "2026-11-20T08:00:00Z", "acme-7b");
    server.put("/api/manage/prices", ACME.formatted("2", ""));
    TestServer.Answer told = until("/api/manage/notifications", answer -> answer.text("total").equals("1"));
    assertTrue(told.at("notifications.0.body").contains("\"spent\":2"), told.http().body());
    assertEquals("100", server.get("/api/manage/budgets/team").at("priced_token_share"));
  }

  @Test
  void who_only_sees_usage_is_not_told_the_secret_in_a_webhooks_address() throws Exception {
    String hook = "webhook:http://127.0.0.1:1/services/T0/s3cret";
    server.post("/api/manage/budgets", "{\"name\":\"team\",\"amount\":1,\"notify\":[\"" + hook + "\"]}");
    call("a", "2026-11-20T08:00:00Z", "acme-7b");
    server.put("/api/manage/prices", ACME.formatted("2", ""));
    TestServer.Answer told = until("/api/manage/notifications", answer -> answer.text("total").equals("1"));
    assertEquals(hook, told.at("notifications.0.notifier"));
    assertFalse(told.at("notifications.0.body").contains("s3cret"), "what is sent goes to other listeners, too");
    assertEquals(hook, server.get("/api/manage/budgets/team").at("notify.0"));
    String reader =
        server.post("/api/manage/tokens", "{\"name\":\"r\",\"permissions\":[\"usage:read\"]}").text("token");
    for (String path : List.of("budgets", "budgets/team", "notifications")) {
      TestServer.Answer seen = server.call("GET", "/api/manage/" + path, reader, null);
      assertEquals(200, seen.status());
      assertTrue(seen.http().body().contains("webhook:http://127.0.0.1:1/…"), seen.http().body());
      assertFalse(seen.http().body().contains("s3cret"), seen.http().body());
    }
  }

  /** Of a group without any price the cost is unknown; one call with a price makes it a sum with a note. */
  @Test
  void what_has_no_price_costs_null_and_never_zero() throws Exception {
    call("a", "2026-11-20T08:00:00Z", "acme-8b");
    String range = "start_time=2026-11-20&end_time=2026-11-22";
    String[][] costs = {
      {"summary?", "total_cost", "daily_trend.0.cost", "model_breakdown.acme-8b.cost"},
      {"top?group_by=model&", "total_value", "rankings.0.value"},
      {"cost-breakdown?", "total_cost", "breakdowns.0.cost"},
      {"trend?group_by=model&", "total_value", "average_value", "data_points.0.value", "series.0.total_value",
        "series.0.data_points.0.value"},
    };
    for (String[] row : costs) {
      TestServer.Answer answer = server.get("/api/manage/analytics/" + row[0] + range);
      for (int at = 1; at < row.length; at++) {
        assertEquals("", answer.at(row[at]), row[at] + " of " + answer.http().body());
      }
    }
    TestServer.Answer trend = server.get("/api/manage/analytics/trend?" + range);
    assertEquals("0", trend.at("data_points.1.value"), "a day without calls costs nothing");
    assertEquals("1000000", server.get("/api/manage/analytics/top?metric=total_tokens&" + range).at("total_value"));
    server.put("/api/manage/prices", ACME.formatted("2", ""));
    call("b", "2026-11-20T08:00:00Z", "acme-7b");
    TestServer.Answer summary = server.get("/api/manage/analytics/summary?" + range);
    assertEquals("2 1", summary.at("total_cost") + " " + summary.at("unpriced_requests"));
  }

  @Test
  void a_list_with_prices_that_are_none_is_taken_without_them_and_shuts_nobody_out() throws Exception {
    String list =
        """
        {"odd":{"litellm_provider":"acme","input_cost_per_token":1e400,"output_cost_per_token":2e-6,
          "provider_specific_entry":{"us":-3,"fast":0}},
         "acme-7b":{"litellm_provider":"acme","input_cost_per_token":3e-6,"output_cost_per_token":4e-6}}
        """;
    call("a", "2026-11-20T08:00:00Z", "acme-7b");
    call("b", "2026-11-20T08:00:00Z", "odd");
    assertEquals(200, server.post("/api/manage/prices/import", list).status());
    assertEquals("3", cost("a"));
    assertEquals("", cost("b"));
    assertEquals(200, server.put("/api/manage/prices", ACME.formatted("2", "")).status());
    assertEquals(400, server.put("/api/manage/prices", ACME.formatted("1e400", "")).status());
  }
}
