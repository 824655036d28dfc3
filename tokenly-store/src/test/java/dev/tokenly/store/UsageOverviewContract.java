package dev.tokenly.store;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.Overview;
import dev.tokenly.store.usage.UsageReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An overview says in one answer what several questions say, each of which is held to the truth by itself. */
public abstract class UsageOverviewContract {
  private static final Instant DAY = Instant.parse("2026-10-20T00:00:00Z");

  private Store store;

  protected abstract Store open();

  @BeforeEach
  void fill() {
    store = open();
    Random random = new Random(42);
    for (int at = 0; at < 12; at++) {
      UsageRecord[] records =
          Stream.generate(() -> Samples.random(random, 700, DAY)).limit(100).toArray(UsageRecord[]::new);
      store.usage().append(batch(file("client" + at % 3, records)));
      if (at == 5) {
        store.usage().care().optimize();
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void overlooks_a_range_as_its_groups_the_time_before_and_its_days_say() {
    Random random = new Random(8);
    UsageFilter some = new UsageFilter(Map.of(Dimension.MODEL, List.of("model1", "new-*")));
    UsageFilter session = new UsageFilter(Map.of(Dimension.SESSION_ID, List.of("session1")));
    for (int at = 0; at < 30; at++) {
      Instant start = DAY.plusSeconds(random.nextInt(6 * 86_400));
      TimeRange range = new TimeRange(start, start.plusSeconds(1 + random.nextInt(4 * 86_400)));
      UsageFilter filter = List.of(UsageFilter.ALL, some, session).get(at % 3);
      String zone = List.of("UTC", "Asia/Kathmandu", "Europe/Berlin").get(random.nextInt(3));
      overlook(new UsageQuestion(range, ZoneId.of(zone), filter), random.nextInt(9));
    }
  }

  /** Including the time before, which together with a long range is longer than any range may be. */
  @Test
  void overlooks_ranges_of_any_length_that_may_be_asked_for() {
    Instant end = DAY.plusSeconds(3 * 86_400 + 1);
    for (int days : List.of(1, 7, 30, 366, 7 * 365, (int) TimeRange.MAX.toDays())) {
      TimeRange range = new TimeRange(end.minus(Duration.ofDays(days)), end);
      for (String zone : List.of("UTC", "Asia/Kathmandu", "Europe/Berlin")) {
        overlook(new UsageQuestion(range, ZoneId.of(zone), UsageFilter.ALL), 60);
      }
    }
  }

  private void overlook(UsageQuestion question, int daysOfHistory) {
    UsageReader ask = store.usage().ask();
    Instant end = question.range().end();
    Instant since = Interval.DAY.floor(end.atZone(question.zone())).minusDays(daysOfHistory).toInstant();
    Overview overview = ask.overview(question, since);
    for (Dimension dimension : Overview.BY) {
      assertEquals(ask.groups(new GroupQuery(question, List.of(dimension), Metric.COST, 0)).stream()
          .map(group -> new Overview.Part(group.values().getFirst(), sum(group.totals()))).toList(),
          overview.by(dimension));
    }
    UsageQuestion before = new UsageQuestion(question.range().before(), question.zone(), question.filter());
    assertEquals(sum(ask.totals(before)), overview.before());
    assertEquals(days(question), overview.days().stream().map(UsageOverviewContract::plain).toList());
    UsageQuestion history = new UsageQuestion(new TimeRange(since, end), question.zone(), question.filter());
    assertEquals(days(history), overview.history().stream().map(UsageOverviewContract::plain).toList());
  }

  private static Overview.Sum sum(Totals totals) {
    return new Overview.Sum(totals.requests(), totals.cost(),
        new Unpriced(totals.unpricedRequests(), totals.unpricedTokens(), totals.totalTokens()));
  }

  private List<TrendPoint> days(UsageQuestion question) {
    return store.usage().ask().trend(new TrendQuery(question, Interval.DAY, Metric.COST, null)).getFirst().points()
        .stream().map(UsageOverviewContract::plain).toList();
  }

  private static TrendPoint plain(TrendPoint point) {
    return new TrendPoint(point.timestamp(), point.value().stripTrailingZeros(), point.count(), point.unpriced());
  }
}
