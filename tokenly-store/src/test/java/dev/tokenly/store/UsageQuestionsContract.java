package dev.tokenly.store;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.TrendSeries;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.Aggregate;
import dev.tokenly.store.usage.AggregateQuery;
import dev.tokenly.store.usage.AggregateRow;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.Ranking;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import dev.tokenly.store.usage.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every question of an engine against the same arithmetic done over its records with exact decimals. */
public abstract class UsageQuestionsContract {
  private static final Instant DAY = Instant.parse("2026-10-20T00:00:00Z");
  private static final TimeRange WIDE =
      new TimeRange(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

  private Store store;
  private List<StoredRecord> truth;

  protected abstract Store open();

  @BeforeEach
  void fill() {
    store = open();
    Random random = new Random(42);
    for (int at = 0; at < 12; at++) {
      var records = new ArrayList<dev.tokenly.model.UsageRecord>();
      for (int record = 0; record < 100; record++) {
        records.add(Samples.random(random, 700, DAY));
      }
      store.usage().append(batch(file("client" + at % 3, records.toArray(dev.tokenly.model.UsageRecord[]::new))));
      if (at == 5) {
        store.usage().care().optimize();
      }
    }
    truth = store.usage().ask()
        .records(new RecordQuery(question(WIDE, "UTC", UsageFilter.ALL), false, 10_000, null)).records();
    assertEquals(List.of(), store.usage().care().verify());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static UsageQuestion question(TimeRange range, String zone, UsageFilter filter) {
    return new UsageQuestion(range, ZoneId.of(zone), filter);
  }

  private List<StoredRecord> within(TimeRange range) {
    return truth.stream().filter(record -> !record.usage().timestamp().isBefore(range.start())
        && record.usage().timestamp().isBefore(range.end())).toList();
  }

  private static Totals sum(List<StoredRecord> records) {
    Totals sum = Totals.NONE;
    for (StoredRecord record : records) {
      Usd cost = record.pricing().cost();
      sum =
          sum.plus(new Totals(1, record.usage().tokens(), record.usage().totalTokens(), cost == null ? Usd.ZERO : cost,
              cost == null ? 1 : 0, cost == null ? record.usage().totalTokens() : 0));
    }
    return sum;
  }

  private static TimeRange oddRange() {
    return new TimeRange(Instant.parse("2026-10-21T10:17:33Z"), Instant.parse("2026-10-27T23:59:59.5Z"));
  }

  @Test
  void adds_up_any_range_to_the_token_and_the_nanodollar() {
    Random random = new Random(1);
    for (int at = 0; at < 60; at++) {
      Instant start = DAY.plusSeconds(random.nextInt(9 * 86_400));
      TimeRange range = new TimeRange(start, start.plusSeconds(1 + random.nextInt(1 + random.nextInt(5 * 86_400))));
      assertEquals(sum(within(range)), store.usage().ask().totals(question(range, "UTC", UsageFilter.ALL)),
          range.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"UTC,DAY", "Asia/Kathmandu,DAY", "Europe/Berlin,DAY", "Europe/Berlin,HOUR", "Australia/Lord_Howe,HOUR",
    "Asia/Kolkata,WEEK", "America/New_York,MONTH"})
  void puts_every_call_into_the_bucket_its_zone_says(String zone, Interval interval) {
    TimeRange range = oddRange();
    UsageQuestion question = question(range, zone, UsageFilter.ALL);
    for (Metric metric : List.of(Metric.COST, Metric.TOTAL_TOKENS, Metric.CACHE_WRITE_TOKENS, Metric.REQUEST_COUNT)) {
      TrendSeries series = store.usage().ask().trend(new TrendQuery(question, interval, metric, null)).getFirst();
      Map<Instant, List<StoredRecord>> expected = within(range).stream().collect(Collectors.groupingBy(
          record -> interval.floor(record.usage().timestamp().atZone(ZoneId.of(zone))).toInstant()));
      BigDecimal total = BigDecimal.ZERO;
      for (TrendPoint point : series.points()) {
        List<StoredRecord> records = expected.getOrDefault(point.timestamp(), List.of());
        assertEquals(0, value(metric, sum(records)).compareTo(point.value()), zone + " " + point);
        assertEquals(records.size(), point.count());
        total = total.add(point.value());
      }
      assertEquals(0, value(metric, sum(within(range))).compareTo(total));
      assertEquals(0, series.total().compareTo(total));
      Totals whole = sum(within(range));
      Unpriced unpriced = new Unpriced(whole.unpricedRequests(), whole.unpricedTokens(), whole.totalTokens());
      assertEquals(unpriced, series.unpriced());
    }
  }

  private static BigDecimal value(Metric metric, Totals totals) {
    return switch (metric) {
      case COST -> totals.cost().amount();
      case TOTAL_TOKENS -> BigDecimal.valueOf(totals.totalTokens());
      case INPUT_TOKENS -> BigDecimal.valueOf(totals.tokens().input());
      case OUTPUT_TOKENS -> BigDecimal.valueOf(totals.tokens().output());
      case CACHE_READ_TOKENS -> BigDecimal.valueOf(totals.tokens().cacheRead());
      case CACHE_WRITE_TOKENS -> BigDecimal.valueOf(totals.tokens().cacheWrite());
      case REASONING_TOKENS -> BigDecimal.valueOf(totals.tokens().reasoning());
      case REQUEST_COUNT -> BigDecimal.valueOf(totals.requests());
    };
  }

  private static String name(StoredRecord record, Dimension dimension) {
    var names = record.usage().attribution();
    String name = switch (dimension) {
      case SERVICE -> record.usage().service();
      case MODEL -> record.usage().model().name();
      case CLIENT_ID -> record.provenance().clientId();
      case APPLICATION -> names.application();
      case ENVIRONMENT -> names.environment();
      case USER_ID -> names.userId();
      case SESSION_ID -> names.sessionId();
      case PROJECT -> names.project();
      case SOURCE_FORMAT -> record.usage().origin().sourceFormat();
    };
    return name == null ? "" : name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODEL", "CLIENT_ID", "ENVIRONMENT", "SESSION_ID", "SOURCE_FORMAT", "PROJECT"})
  void groups_by_any_dimension(Dimension dimension) {
    TimeRange range = oddRange();
    Map<String, Totals> expected = within(range).stream()
        .collect(Collectors.groupingBy(record -> name(record, dimension),
            Collectors.collectingAndThen(Collectors.toList(), UsageQuestionsContract::sum)));
    List<GroupTotals> groups = store.usage().ask()
        .groups(new GroupQuery(question(range, "UTC", UsageFilter.ALL), List.of(dimension), Metric.COST, 0));
    assertEquals(expected,
        groups.stream().collect(Collectors.toMap(group -> group.values().getFirst(), GroupTotals::totals)));
    for (int at = 1; at < groups.size(); at++) {
      assertTrue(groups.get(at - 1).totals().cost().compareTo(groups.get(at).totals().cost()) >= 0);
    }
  }

  @Test
  void ranks_the_largest_groups_and_totals_all() {
    UsageQuestion question = question(oddRange(), "UTC", UsageFilter.ALL);
    for (List<Dimension> by : List.of(List.of(Dimension.MODEL), List.of(Dimension.SERVICE, Dimension.CLIENT_ID))) {
      Ranking ranking = store.usage().ask().ranking(new GroupQuery(question, by, Metric.TOTAL_TOKENS, 2));
      assertEquals(store.usage().ask().groups(new GroupQuery(question, by, Metric.TOTAL_TOKENS, 2)), ranking.groups());
      assertEquals(sum(within(oddRange())), ranking.total());
    }
    UsageFilter nobody = new UsageFilter(Map.of(Dimension.MODEL, List.of("no-such-model")));
    GroupQuery empty = new GroupQuery(question(WIDE, "UTC", nobody), List.of(Dimension.MODEL), Metric.COST, 2);
    assertEquals(new Ranking(List.of(), Totals.NONE), store.usage().ask().ranking(empty));
  }

  @Test
  void counts_only_what_a_filter_names() {
    Function<UsageFilter, Totals> ask = filter -> store.usage().ask().totals(question(WIDE, "UTC", filter));
    UsageFilter model = new UsageFilter(Map.of(Dimension.MODEL, List.of("model1", "new-*")));
    assertEquals(sum(truth.stream().filter(record -> record.usage().model().name().equals("model1")
        || record.usage().model().name().startsWith("new-")).toList()), ask.apply(model));
    UsageFilter session = new UsageFilter(
        Map.of(Dimension.SESSION_ID, List.of("session3"), Dimension.CLIENT_ID, List.of("client1")));
    assertEquals(sum(truth.stream().filter(record -> name(record, Dimension.SESSION_ID).equals("session3")
        && record.provenance().clientId().equals("client1")).toList()), ask.apply(session));
    assertEquals(Totals.NONE, ask.apply(new UsageFilter(Map.of(Dimension.MODEL, List.of("' OR true --", "model_")))));
  }

  @Test
  void aggregates_records_exactly() {
    List<AggregateRow> rows = store.usage().ask()
        .aggregates(new AggregateQuery(question(WIDE, "UTC", UsageFilter.ALL), List.of(Dimension.MODEL), null,
            List.of(new Aggregate(Aggregate.Function.SUM, Metric.COST),
                new Aggregate(Aggregate.Function.MAX, Metric.OUTPUT_TOKENS),
                new Aggregate(Aggregate.Function.COUNT, Metric.REQUEST_COUNT),
                new Aggregate(Aggregate.Function.AVG, Metric.INPUT_TOKENS)),
            null, 100, 0));
    Map<String, List<StoredRecord>> expected =
        truth.stream().collect(Collectors.groupingBy(record -> name(record, Dimension.MODEL)));
    assertEquals(expected.size(), rows.size());
    for (AggregateRow row : rows) {
      Totals sum = sum(expected.getOrDefault(row.values().getFirst(), List.of()));
      BigDecimal cost = row.aggregates().get(0);
      assertEquals(0, sum.cost().amount().compareTo(cost == null ? BigDecimal.ZERO : cost));
      assertEquals(BigDecimal.valueOf(sum.requests()), row.aggregates().get(2));
    }
    List<AggregateRow> days = store.usage().ask()
        .aggregates(new AggregateQuery(question(WIDE, "Asia/Kathmandu", UsageFilter.ALL), List.of(), Interval.DAY,
            List.of(new Aggregate(Aggregate.Function.COUNT, Metric.REQUEST_COUNT)), null, 100, 0));
    assertEquals(buckets("Asia/Kathmandu"), days.size());
  }

  private long buckets(String zone) {
    return truth.stream().map(record -> Interval.DAY.floor(record.usage().timestamp().atZone(ZoneId.of(zone))))
        .distinct().count();
  }

  @ParameterizedTest
  @EnumSource
  void orders_all_sessions_and_not_only_those_of_a_page(SessionQuery.By by) {
    SessionQuery first = new SessionQuery(question(WIDE, "UTC", UsageFilter.ALL),
        new SessionQuery.Order(by, true), 2, 0);
    SessionQuery rest = new SessionQuery(first.question(), first.order(), 100, 2);
    List<SessionTotals> all = new ArrayList<>(store.usage().ask().sessions(first).items());
    all.addAll(store.usage().ask().sessions(rest).items());
    assertTrue(all.size() > 3, all.toString());
    assertEquals(all.stream().sorted(SessionOrders.of(by).reversed()).toList(), all);
  }

  @Test
  void lists_sessions_with_their_totals() {
    Page<SessionTotals> page = store.usage().ask()
        .sessions(new SessionQuery(question(WIDE, "UTC", UsageFilter.ALL), SessionQuery.Order.USUAL, 100, 0));
    assertEquals(page.total(), page.items().size());
    assertEquals(sum(truth), page.items().stream().map(SessionTotals::totals).reduce(Totals.NONE, Totals::plus));
  }

  @Test
  void tells_who_saw_what_and_which_values_there_are() {
    assertEquals(sum(truth), store.usage().ask().coverage(question(WIDE, "UTC", UsageFilter.ALL)).stream()
        .map(coverage -> coverage.totals()).reduce(Totals.NONE, Totals::plus));
    assertEquals(List.of("model0", "model1", "model2"),
        store.usage().ask().values(Dimension.MODEL, "model", 10).stream().sorted().toList());
    assertEquals(truth.size(), store.usage().ask().stats().records());
  }

  @Test
  void finds_a_record_by_any_of_its_ids() {
    StoredRecord some = truth.stream().filter(record -> record.usage().id().alternate() != null).findFirst()
        .orElseThrow();
    String request = java.util.Objects.requireNonNull(some.usage().attribution().requestId());
    String alternate = java.util.Objects.requireNonNull(some.usage().attribution().alternateRequestId());
    assertEquals(List.of(some), store.usage().ask().find(request));
    assertEquals(List.of(some), store.usage().ask().find(alternate));
    assertEquals(List.of(some), store.usage().ask().find(some.usage().id().identity().hex()));
    assertEquals(List.of(), store.usage().ask().find("nothing"));
  }

  /** As Codex logs it whose provider the user named: the id's form names its vendor, and the service does not. */
  @Test
  void finds_a_record_whose_id_names_another_vendor_than_its_service() {
    String id = "resp_" + "0123456789abcdef".repeat(2);
    store.usage().append(batch(file("client1", Samples.call(id, null, DAY, 7, "codex"))));
    assertEquals(List.of(7L),
        store.usage().ask().find(id).stream().map(found -> found.usage().tokens().output()).toList());
  }
}
