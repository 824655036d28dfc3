package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.json.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call every quarter of an hour: a day has as many as it has quarters, also when its clocks are changed. */
class ZonesTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @TempDir private Path folder;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    ledger = new Ledger(folder);
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  private void fill(Instant from, Instant to) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Instant at = from; at.isBefore(to); at = at.plus(QUARTER)) {
      lines.append(Ledger.line("z" + at, at, 1, "0.01"));
    }
    assertEquals(200, ledger.upload("web-1", lines.toString()).status());
    ledger.settle();
  }

  @Test
  void days_that_lose_or_gain_an_hour_or_half_of_one_hold_what_happened_in_them() throws Exception {
    record Changed(String zone, LocalDate day, int quarters) {}
    List<Changed> changes =
        List.of(
            new Changed("Europe/Berlin", LocalDate.parse("2026-03-29"), 92),
            new Changed("Europe/Berlin", LocalDate.parse("2026-10-25"), 100),
            new Changed("Australia/Lord_Howe", LocalDate.parse("2026-10-04"), 94),
            new Changed("Australia/Lord_Howe", LocalDate.parse("2026-04-05"), 98),
            new Changed("Asia/Kathmandu", LocalDate.parse("2026-07-01"), 96));
    for (Changed change : changes) {
      ZoneId zone = ZoneId.of(change.zone());
      fill(
          change.day().minusDays(1).atStartOfDay(zone).toInstant(),
          change.day().plusDays(2).atStartOfDay(zone).toInstant());
      String range =
          "start_time=" + change.day().minusDays(1) + "&end_time=" + change.day().plusDays(2) + "&tz=" + change.zone();
      List<Fields> days = ledger.get("/trend?metric=request_count&" + range).fields().objects("data_points");
      assertEquals(List.of(96L, (long) change.quarters(), 96L), days.stream().map(day -> day.count("count")).toList(),
          change.toString());
      List<Fields> hours =
          ledger.get("/trend?interval=hour&metric=request_count&" + range).fields().objects("data_points");
      assertEquals(192 + change.quarters(), hours.stream().mapToLong(hour -> hour.count("count")).sum(),
          change.toString());
      List<Fields> daily = ledger.get("/summary?" + range).fields().objects("daily_trend");
      assertEquals(change.quarters(), daily.get(1).count("requests"), change.toString());
    }
  }
}
