package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose clock the times of calls are told by. */
class ZonesTest {
  private static final Ledger LEDGER = Samples.ledger();

  @Test
  void tables_tell_times_in_the_zone_told() {
    for (String line : List.of("usage -n 3", "tail --no-follow -n 3")) {
      for (Cli cli : List.of(LEDGER.cli(), LEDGER.cli().at(160))) {
        String times = cli.line(line + " --tz Asia/Kolkata").out();
        assertEquals(3, times.lines().filter(row -> row.matches("(?s).*T[0-9:.]+\\+05:30 .*")).count(), times);
        String same = cli.with("TOKENLY_TZ", "Asia/Kolkata").line(line).out();
        assertEquals(times, same);
        String utc = cli.line(line).out();
        assertEquals(3, utc.lines().filter(row -> row.matches("(?s).*T[0-9:.]+Z .*")).count(), utc);
      }
    }
  }

  @Test
  void forms_for_programs_tell_them_in_utc() {
    for (String form : List.of("--csv", "--ndjson", "-o tsv", "-o yaml")) {
      String rows = LEDGER.cli().line("usage -n 3 --tz Asia/Kolkata " + form).out();
      assertFalse(rows.contains("+05:30"), rows);
    }
  }

  @Test
  void projects_are_a_filter() {
    String all = LEDGER.cli().line("usage --ndjson --since 2d").out();
    String project = LEDGER.cli().line("top --by project -o name -n 1").out().strip();
    String some = LEDGER.cli().line("usage --ndjson --since 2d --project " + project).out();
    String field = "\"project\":\"" + project + '"';
    assertTrue(some.lines().allMatch(row -> row.contains(field)), some);
    assertEquals(all.lines().filter(row -> row.contains(field)).count(), some.lines().count());
    assertTrue(some.lines().count() > 0 && some.length() < all.length(), project);
    assertEquals(some, LEDGER.cli().line("usage --ndjson --since 2d --filter project=" + project).out());
  }
}
