package dev.tokenly.store.duckdb.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityFilterTest {
  private static final int MANY = 1_500_000; // More than one part holds.

  @Test
  void knows_everything_it_was_given_and_hardly_anything_else() {
    try (IdentityFilter filter = new IdentityFilter(0)) {
      Random given = new Random(1);
      for (int at = 0; at < MANY; at++) {
        filter.add(given.nextLong(), at % IdentityFilter.HINTS + 1);
      }
      Random again = new Random(1);
      int vague = 0;
      for (int at = 0; at < MANY; at++) {
        int hint = filter.hint(again.nextLong());
        vague += hint == IdentityFilter.ANYWHERE ? 1 : 0;
        assertTrue(hint == IdentityFilter.ANYWHERE || hint == at % IdentityFilter.HINTS + 1, "hint of " + at);
      }
      assertTrue(vague < 30, vague + " lost their hint");
      int wrong = 0;
      for (int at = 0; at < MANY; at++) {
        wrong += filter.hint(again.nextLong()) == IdentityFilter.ABSENT ? 0 : 1;
      }
      assertTrue(wrong < 30, wrong + " were never given");
    }
  }

  @Test
  void an_identity_of_several_hints_may_be_anywhere() {
    try (IdentityFilter filter = new IdentityFilter(0)) {
      filter.add(0, 7);
      filter.add(0, 7);
      assertEquals(7, filter.hint(0));
      filter.add(0, 255);
      filter.add(0, 7);
      assertEquals(IdentityFilter.ANYWHERE, filter.hint(0));
    }
  }
}
