package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer against BigDecimal arithmetic over the records that were uploaded. */
class AnswersTest {
  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
  private static final String RANGE = "start_time=2026-10-20T00:00:00Z&end_time=2026-11-10T00:00:00Z";
  private static final List<Call> CALLS = new ArrayList<>();

  @TempDir static Path folder;
  private static Ledger ledger;

  record Call(Instant at, String host, String service, String model, long input, long output,
      @Nullable BigDecimal cost) {
    String line(int number) {
      return "{\"timestamp\":\"" + at + "\",\"service\":\"" + service + "\",\"model\":\"" + model
          + "\",\"input_tokens\":"
          + input + ",\"output_tokens\":" + output + (cost == null ? "" : ",\"cost_usd\":" + cost.toPlainString())
          + ",\"request_id\":\"r" + number + "\",\"application\":\"app\",\"session_id\":\"s" + number % 7 + "\"}\n";
    }

    BigDecimal money() {
      return cost == null ? BigDecimal.ZERO : cost;
    }
  }

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    ledger = new Ledger(folder);
    Random random = new Random(42);
    Map<String, StringBuilder> files = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      String service = "service" + random.nextInt(3);
      BigDecimal cost =
          random.nextInt(10) == 0 ? null : new BigDecimal(random.nextLong(1_000_000_000_000L)).movePointLeft(10);
      Call call =
          new Call(
              START.plusMillis(random.nextLong(21L * 86_400_000)),
              "web-" + (1 + random.nextInt(3)),
              service,
              service + "-model" + random.nextInt(4),
              random.nextInt(100_000),
              random.nextInt(5000),
              cost);
      CALLS.add(call);
      files.computeIfAbsent(call.host(), host -> new StringBuilder()).append(call.line(i));
    }
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      assertEquals(200, ledger.upload(file.getKey(), file.getValue().toString()).status());
    }
    ledger.settle();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static Fields get(String path) throws IOException, InterruptedException {
    Ledger.Answer answer = ledger.get(path);
    assertEquals(200, answer.status(), answer.text());
    return answer.fields();
  }

  private static BigDecimal sum(Function<Call, BigDecimal> value) {
    return CALLS.stream().map(value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void assertMoney(BigDecimal exact, BigDecimal shown, String what) {
    BigDecimal rounded = exact.setScale(6, RoundingMode.HALF_EVEN);
    assertEquals(0, rounded.compareTo(shown), what + ": " + exact + " is shown as " + shown);
    assertTrue(shown.scale() <= 6, what + " has too many decimals: " + shown);
  }

  private static Map<String, BigDecimal> costBy(Function<Call, String> name) {
    Map<String, BigDecimal> costs = new TreeMap<>();
    CALLS.forEach(call -> costs.merge(name.apply(call), call.money(), BigDecimal::add));
    return costs;
  }

  @Test
  void the_summary_adds_up() throws Exception {
    Fields summary = get("/summary?" + RANGE);
    assertMoney(sum(Call::money), summary.decimal("total_cost"), "total");
    assertEquals(CALLS.size(), summary.count("total_requests"));
    assertEquals(CALLS.stream().mapToLong(c -> c.input() + c.output()).sum(), summary.count("total_tokens"));
    assertEquals(CALLS.stream().filter(c -> c.cost() == null).count(), summary.count("unpriced_requests"));
    costBy(Call::model).forEach((model, cost) -> assertMoney(cost,
        summary.object("model_breakdown").object(model).decimal("cost"), model));
    costBy(c -> "id-" + c.host()).forEach((host, cost) -> assertMoney(cost,
        summary.object("client_breakdown").object(host).decimal("cost"), host));
    Map<String, BigDecimal> days = costBy(c -> c.at().toString().substring(0, 10));
    for (Fields day : summary.objects("daily_trend")) {
      assertMoney(days.getOrDefault(day.text("date"), BigDecimal.ZERO), day.decimal("cost"), day.text("date"));
    }
    assertEquals(21, summary.objects("daily_trend").size());
    assertEquals(null, summary.optionalDecimal("cost_growth_rate"));
  }

  @Test
  void days_of_any_zone_add_up_to_the_range() throws Exception {
    for (String zone : List.of("UTC", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Pacific/Apia")) {
      for (String interval : List.of("hour", "day", "week", "month")) {
        Fields trend = get("/trend?" + RANGE + "&tz=" + zone + "&interval=" + interval);
        BigDecimal total = sum(Call::money);
        assertMoney(total, trend.decimal("total_value"), zone + " " + interval);
        long calls = trend.objects("data_points").stream().mapToLong(point -> point.count("count")).sum();
        assertEquals(CALLS.size(), calls, zone + " " + interval);
      }
      Map<LocalDate, BigDecimal> days = new HashMap<>();
      ZoneId id = ZoneId.of(zone);
      CALLS.forEach(c -> days.merge(c.at().atZone(id).toLocalDate(), c.money(), BigDecimal::add));
      for (Fields point : get("/trend?" + RANGE + "&tz=" + zone).objects("data_points")) {
        LocalDate day = OffsetDateTime.parse(point.text("timestamp")).atZoneSameInstant(id).toLocalDate();
        assertMoney(days.getOrDefault(day, BigDecimal.ZERO), point.decimal("value"), zone + " " + day);
      }
    }
  }

  @Test
  void a_grouped_trend_has_a_series_a_group_and_one_for_the_others() throws Exception {
    Fields trend = get("/trend?" + RANGE + "&group_by=model&metric=total_tokens&limit=5");
    List<Fields> series = trend.objects("series");
    assertEquals(6, series.size());
    assertEquals("(other)", series.getLast().text("name"));
    BigDecimal all =
        series.stream().map(s -> s.decimal("total_value")).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(0, all.compareTo(trend.decimal("total_value")));
    assertEquals(0, all.compareTo(sum(c -> BigDecimal.valueOf(c.input() + c.output()))));
  }

  @Test
  void the_ranking_is_exact_and_in_order() throws Exception {
    Fields top = get("/top?" + RANGE + "&limit=3");
    List<Map.Entry<String, BigDecimal>> expected =
        costBy(Call::model).entrySet().stream().sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
            .toList();
    for (int i = 0; i < 3; i++) {
      Fields ranking = top.objects("rankings").get(i);
      assertEquals(expected.get(i).getKey(), ranking.text("name"));
      assertMoney(expected.get(i).getValue(), ranking.decimal("value"), ranking.text("name"));
    }
    assertEquals(3, top.count("requested_top"));
    assertMoney(sum(Call::money), top.decimal("total_value"), "total");
    assertEquals("web-1",
        get("/top?group_by=client_id&client_ids=web-1&" + RANGE).objects("rankings").getFirst().text("name"));
  }

  @Test
  void the_breakdown_covers_every_combination() throws Exception {
    Fields breakdown = get("/cost-breakdown?" + RANGE);
    Map<String, BigDecimal> expected = costBy(c -> c.service() + "/" + c.model());
    assertEquals(expected.size(), breakdown.objects("breakdowns").size());
    for (Fields row : breakdown.objects("breakdowns")) {
      Fields by = row.object("dimensions");
      String name = by.text("service") + "/" + by.text("model");
      assertMoney(expected.getOrDefault(name, BigDecimal.TEN), row.decimal("cost"), name);
    }
    assertEquals("USD", breakdown.text("currency"));
  }

  @Test
  void filters_narrow_every_answer_alike() throws Exception {
    BigDecimal expected =
        sum(c -> c.service().equals("service1") && c.host().equals("web-2") ? c.money() : BigDecimal.ZERO);
    String filter = RANGE + "&services=service1&client_ids=id-web-2";
    assertMoney(expected, get("/summary?" + filter).decimal("total_cost"), "summary");
    assertMoney(expected, get("/trend?" + filter).decimal("total_value"), "trend");
    assertMoney(expected, get("/top?" + filter).decimal("total_value"), "top");
    assertMoney(expected, get("/cost-breakdown?" + filter).decimal("total_cost"), "breakdown");
    Fields usage = get("/usage?aggregates=sum&limit=1&" + filter);
    assertMoney(expected, usage.object("aggregates").decimal("sum_cost"), "usage");
  }

  @Test
  void records_come_page_by_page_each_once() throws Exception {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      Fields page = get("/usage?limit=700&" + RANGE + cursor);
      page.objects("records").forEach(record -> ids.add(record.text("request_id")));
      String next = page.optionalText("next_cursor");
      cursor = next == null ? null : "&cursor=" + next;
      assertEquals(CALLS.size(), page.count("total_records"));
    } while (cursor != null);
    assertEquals(CALLS.size(), ids.size());
    assertEquals(CALLS.size(), ids.stream().distinct().count());
  }

  @Test
  void aggregates_group_by_name_and_time() throws Exception {
    Fields usage = get("/usage?group_by=day,service&aggregates=sum:cost,count,max:output_tokens&limit=1000&" + RANGE);
    Map<String, BigDecimal> expected = costBy(c -> c.at().toString().substring(0, 10) + c.service());
    assertEquals(expected.size(), usage.objects("records").size());
    for (Fields row : usage.objects("records")) {
      String name = row.text("timestamp").substring(0, 10) + row.text("service");
      assertMoney(expected.getOrDefault(name, BigDecimal.TEN), row.decimal("sum_cost"), name);
    }
  }

  @Test
  void groups_are_ordered_by_any_column() throws Exception {
    String groups = "/usage?group_by=model,service&aggregates=sum:cost,avg:total_tokens&limit=1000&" + RANGE;
    for (String column : List.of("sum_cost", "avg_total_tokens")) {
      List<BigDecimal> down =
          get(groups + "&order_by=-" + column).objects("records").stream().map(row -> row.optionalDecimal(column))
              .filter(Objects::nonNull).toList();
      assertEquals(down.stream().sorted(Comparator.reverseOrder()).toList(), down, column);
    }
  }

  @Test
  void an_empty_range_answers_zeros_and_empty_buckets() throws Exception {
    String range = "start_time=2025-01-01&end_time=2025-01-08";
    Fields summary = get("/summary?" + range);
    assertEquals(0, summary.count("total_requests"));
    assertEquals(7, get("/trend?" + range).objects("data_points").size());
    assertEquals(List.of(), get("/top?" + range).objects("rankings"));
    assertEquals(List.of(), get("/cost-breakdown?" + range).objects("breakdowns"));
  }

  @Test
  void sessions_coverage_and_values_answer_from_the_same_records() throws Exception {
    Fields sessions = get("/sessions?" + RANGE);
    assertEquals(7, sessions.count("total"));
    long turns = sessions.objects("sessions").stream().mapToLong(s -> s.count("turns")).sum();
    assertEquals(CALLS.size(), turns);
    long seen = get("/coverage?" + RANGE).objects("coverage").stream().mapToLong(c -> c.count("requests")).sum();
    assertEquals(CALLS.size(), seen);
    assertEquals(3, get("/values?dimension=service").texts("values").size());
  }

  @Test
  void nonsense_is_refused_with_the_name_of_the_parameter() throws Exception {
    Map<String, String> bad = new TreeMap<>();
    bad.put("/trend?start_time=0001-01-01T00:00:00Z&end_time=9999-12-31T00:00:00Z", "start_time");
    bad.put("/trend?start_time=now&end_time=7d", "start_time");
    bad.put("/trend?start_time=yesterday-ish", "start_time");
    bad.put("/trend?interval=minute", "interval");
    bad.put("/trend?metric=cost%3B%20drop%20table", "metric");
    bad.put("/trend?group_by=cost%3B%20drop%20table", "group_by");
    bad.put("/trend?tz=Mars/Base", "tz");
    bad.put("/top?limit=-1", "limit");
    bad.put("/top?limit=1000000000", "limit");
    bad.put("/top?group_by=nothing", "group_by");
    bad.put("/cost-breakdown?breakdown_by=model,model", "breakdown_by");
    bad.put("/usage?cursor=rubbish", "cursor");
    bad.put("/usage?order_by=cost%3B%20drop", "order_by");
    bad.put("/usage?aggregates=median", "aggregates");
    bad.put("/projection?method=crystal-ball", "method");
    for (Map.Entry<String, String> request : bad.entrySet()) {
      Ledger.Answer answer = ledger.get(request.getKey());
      assertEquals(400, answer.status(), request.getKey() + " " + answer.text());
      assertEquals(request.getValue(), answer.fields().object("details").text("field"), request.getKey());
    }
  }

  @Test
  void a_projection_states_its_method_and_how_far_to_believe_it() throws Exception {
    for (String method : List.of("linear", "exponential", "seasonal", "average")) {
      Fields projection =
          get("/projection?base_start_time=2026-10-20&base_end_time=2026-11-10&project_period=weekly&method=" + method);
      assertEquals(method, projection.text("method"));
      assertEquals(7, projection.objects("projected_trend").size());
      BigDecimal week = sum(Call::money).divide(new BigDecimal(3), RoundingMode.HALF_EVEN);
      BigDecimal error = projection.decimal("projected_cost").subtract(week).abs();
      assertTrue(error.compareTo(week.multiply(new BigDecimal("0.5"))) < 0, method + " is off by " + error);
      assertTrue(projection.decimal("confidence").doubleValue() > 0.5, method);
    }
    Ledger.Answer few = ledger.get("/projection?base_start_time=2026-10-20&base_end_time=2026-10-24");
    assertEquals(400, few.status());
    assertEquals("insufficient_data", few.fields().text("error"));
  }
}
