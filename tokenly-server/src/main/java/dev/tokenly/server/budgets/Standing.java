package dev.tokenly.server.budgets;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.store.usage.UsageReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands at a moment. The forecast adds the mean day of the last fortnight for what is left of the period,
 * an hour counting as its part of a day; {@code overrunDate} is the day the amount will be passed at that rate, or the one on which it was.
 */
record Standing(
    Budget budget, TimeRange period, BigDecimal spent, Unpriced unpriced, BigDecimal projected,
    @Nullable LocalDate overrunDate) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int FORTNIGHT = 14;

  static Standing of(Budget budget, UsageReader ask, Instant now) {
    TimeRange period = budget.range(now);
    Totals totals = ask.totals(budget.question(period));
    BigDecimal spent = totals.cost().amount();
    BigDecimal daily = daily(budget, ask, now);
    boolean rolling = Period.parse(budget.period()) instanceof Period.Rolling;
    BigDecimal left = rolling ? BigDecimal.ZERO : days(now, period.end());
    BigDecimal projected = spent.add(daily.multiply(left)).setScale(6, RoundingMode.HALF_EVEN);
    LocalDate overrun =
        spent.compareTo(budget.amount()) > 0
            ? passed(budget, ask, period)
            : overrun(budget, spent, daily, now, projected);
    return new Standing(budget, period, spent, totals.unpriced(), projected, overrun);
  }

  /** The mean of the last whole days, from the first with usage on. */
  private static BigDecimal daily(Budget budget, UsageReader ask, Instant now) {
    ZonedDateTime today = Interval.DAY.floor(now.atZone(ZoneId.of(budget.tz())));
    TimeRange range = new TimeRange(today.minusDays(FORTNIGHT).toInstant(), today.toInstant());
    List<TrendPoint> days = days(budget, ask, range);
    int first = 0;
    while (first < days.size() && days.get(first).count() == 0) {
      first++;
    }
    if (first == days.size()) {
      return BigDecimal.ZERO;
    }
    BigDecimal sum =
        days.subList(first, days.size()).stream().map(TrendPoint::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(days.size() - first), MathContext.DECIMAL64);
  }

  private static List<TrendPoint> days(Budget budget, UsageReader ask, TimeRange range) {
    return ask.trend(new TrendQuery(budget.question(range), Interval.DAY, Metric.COST, null)).getFirst().points();
  }

  /** The day on which the sum of the period's days went over the amount. */
  private static @Nullable LocalDate passed(Budget budget, UsageReader ask, TimeRange period) {
    BigDecimal sum = BigDecimal.ZERO;
    for (TrendPoint day : days(budget, ask, period)) {
      sum = sum.add(day.value());
      if (sum.compareTo(budget.amount()) > 0) {
        return day.timestamp().atZone(ZoneId.of(budget.tz())).toLocalDate();
      }
    }
    return null;
  }

  private static BigDecimal days(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toMinutes())
        .divide(BigDecimal.valueOf(Duration.ofDays(1).toMinutes()), MathContext.DECIMAL64);
  }

  private static @Nullable LocalDate overrun(
      Budget budget, BigDecimal spent, BigDecimal daily, Instant now, BigDecimal projected) {
    if (daily.signum() <= 0 || projected.compareTo(budget.amount()) <= 0) {
      return null;
    }
    BigDecimal days = budget.amount().subtract(spent).divide(daily, MathContext.DECIMAL64);
    return now.atZone(ZoneId.of(budget.tz())).plusMinutes(days.multiply(BigDecimal.valueOf(1440)).longValue())
        .toLocalDate();
  }

  BigDecimal percent() {
    return spent.multiply(HUNDRED).divide(budget.amount(), 2, RoundingMode.HALF_EVEN);
  }

  boolean isOver() {
    return spent.compareTo(budget.amount()) > 0;
  }

  /** Whether so many per cent are reached. */
  boolean reached(int percent) {
    return spent.multiply(HUNDRED).compareTo(budget.amount().multiply(BigDecimal.valueOf(percent))) >= 0;
  }

  /** {@code ok}, {@code warning} from the first threshold on, or {@code over}. */
  String status() {
    if (isOver()) {
      return "over";
    }
    return budget.warn().stream().anyMatch(this::reached) ? "warning" : "ok";
  }

  /** With whole addresses of webhooks for who may change them; what leaves them out may be told to anyone who sees usage. */
  Map<String, @Nullable Object> json(boolean wholeAddresses) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", budget.name());
    json.put("amount", budget.amount());
    json.put("period", budget.period());
    json.put("tz", budget.tz());
    json.put("scope", budget.scope());
    json.put("warn", budget.warn());
    json.put("notify",
        wholeAddresses ? budget.notifiers() : budget.notifiers().stream().map(Notifiers::masked).toList());
    json.put("status", status());
    json.put("spent", spent.setScale(6, RoundingMode.HALF_EVEN));
    json.put("remaining", budget.amount().subtract(spent).setScale(6, RoundingMode.HALF_EVEN));
    json.put("percent", percent());
    json.put("unpriced_requests", unpriced.requests());
    json.put("priced_token_share", unpriced.pricedShare());
    json.put("period_start", period.start());
    json.put("period_end", period.end());
    json.put("projected", projected);
    json.put("overrun_date", overrunDate);
    json.put("created_at", budget.createdAt());
    json.put("updated_at", budget.updatedAt());
    return json;
  }
}
