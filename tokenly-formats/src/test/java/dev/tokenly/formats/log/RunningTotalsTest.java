package dev.tokenly.formats.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.model.Tokens;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTotalsTest {
  private final Ledger ledger = Ledger.full();
  private String memory = "";

  /** Looks at a session's total as a newly started reader does, and remembers. */
  private void look(long total) {
    RunningTotals totals = new RunningTotals("test", memory);
    totals.show("s", Tokens.of(total, 0), Instant.EPOCH, new Sighting("test", "test"), ledger);
    memory = totals.memory();
  }

  private List<Long> counted() {
    return ledger.calls().stream().map(call -> call.usage().tokens().input()).toList();
  }

  @Test
  void counts_growth_once_across_restarts_of_the_reader() {
    look(100);
    look(100);
    look(130);
    assertEquals(List.of(100L, 30L), counted());
  }

  @Test
  void counts_a_total_that_begins_again_through_the_same_numbers_as_before() {
    look(10);
    look(100);
    look(10);
    look(100);
    look(10);
    assertEquals(List.of(10L, 90L, 10L, 90L, 10L), counted());
  }

  @Test
  void knows_growth_again_that_was_shown_but_not_remembered() {
    look(10);
    look(100);
    String before = memory;
    look(10);
    memory = before;
    look(10);
    assertEquals(List.of(10L, 90L, 10L), counted());
  }

  @Test
  void a_memory_of_an_older_version_is_understood() {
    memory = "{\"s\":[100,0,0,0,0,0,0]}";
    look(130);
    assertEquals(List.of(30L), counted());
  }

  @Test
  void a_total_beyond_any_session_is_bad_and_changes_nothing() {
    look(10);
    look(10_000_000_001L);
    look(15);
    assertEquals(List.of(10L, 5L), counted());
    assertEquals(1, ledger.rejects().values().stream().mapToLong(Long::longValue).sum());
  }
}
