package dev.tokenly.server.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-07-01");
  private static final int DAYS = 123;

  private static double[] days(IntToDoubleFunction day) {
    double[] days = new double[DAYS];
    for (int i = 0; i < DAYS; i++) {
      days[i] = day.applyAsDouble(i);
    }
    return days;
  }

  @Test
  void a_season_that_is_not_said_is_the_one_the_days_show() {
    double[] payday = days(day -> FIRST.plusDays(day).getDayOfMonth() == 15 ? 100 : 1);
    double[] weekends = days(day -> day % 7 < 2 ? 0 : 10);
    assertEquals("monthly", Forecast.SEASONAL.with(null, payday, FIRST).seasonName());
    assertEquals("weekly", Forecast.SEASONAL.with(null, weekends, FIRST).seasonName());
    assertEquals("weekly", Forecast.SEASONAL.with("weekly", payday, FIRST).seasonName());
    assertThrows(IllegalArgumentException.class, () -> Forecast.SEASONAL.with("yearly", payday, FIRST));
  }

  @Test
  void a_monthly_season_foretells_the_day_of_the_month() {
    double[] payday = days(day -> FIRST.plusDays(day).getDayOfMonth() == 15 ? 100 : 1);
    double[] november = Forecast.SEASONAL_MONTHLY.next(payday, FIRST, 30);
    assertEquals(100, november[14], 15);
    assertEquals(1, november[15], 0.5);
  }

  @Test
  void a_straight_line_goes_on_and_is_believed() {
    double[] line = days(day -> 10 + day);
    assertEquals(10 + DAYS, Forecast.LINEAR.next(line, FIRST, 1)[0], 1e-6);
    assertEquals(1, Forecast.LINEAR.confidence(line, FIRST), 1e-6);
    assertEquals(0, Forecast.AVERAGE.confidence(days(day -> day < 90 ? 1 : 1000), FIRST), 0.05);
  }
}
