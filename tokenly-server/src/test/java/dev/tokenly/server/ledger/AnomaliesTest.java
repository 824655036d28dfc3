package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesTest {
  @TempDir private Path folder;

  @Test
  void a_day_far_above_its_weekday_names_what_cost_more_than_it_usually_does() throws Exception {
    try (Ledger ledger = new Ledger(folder)) {
      StringBuilder usual = new StringBuilder();
      for (int day = 1; day <= 56; day++) {
        usual.append(Ledger.line("usual-" + day, Ledger.NOW.minus(Duration.ofDays(day)), 1, "10"));
      }
      ledger.upload("web-1", usual.toString());
      Instant odd = Ledger.NOW.minus(Duration.ofDays(3));
      ledger.upload("web-2", Ledger.line("odd", odd, 1, "6"));
      ledger.settle();
      List<Fields> anomalies = ledger.get("/summary?start_time=7d").fields().objects("anomalies");
      assertEquals(1, anomalies.size());
      assertEquals("2026-11-17", anomalies.getFirst().text("date"));
      assertEquals(0, BigDecimal.TEN.compareTo(anomalies.getFirst().decimal("usual")));
      assertEquals("id-web-2", anomalies.getFirst().object("caused_by").text("client_id"));
    }
  }

  @Test
  void a_day_that_costs_much_stands_out_where_usually_nothing_is_spent() throws Exception {
    try (Ledger ledger = new Ledger(folder)) {
      // Fridays at 10 for seven weeks, Sundays at nothing: the 15th is a Sunday.
      for (int week = 0; week < 7; week++) {
        ledger.upload("web-1", Ledger.line("w" + week, Ledger.NOW.minus(Duration.ofDays(7L * week)), 1, "10"));
      }
      ledger.upload("web-1", Ledger.line("small", Ledger.NOW.minus(Duration.ofDays(4)), 1, "9"));
      ledger.upload("web-1", Ledger.line("odd", Ledger.NOW.minus(Duration.ofDays(5)), 1, "99"));
      ledger.settle();
      List<Fields> anomalies = ledger.get("/summary?start_time=7d").fields().objects("anomalies");
      assertEquals(List.of("2026-11-15"), anomalies.stream().map(day -> day.text("date")).toList());
    }
  }
}
