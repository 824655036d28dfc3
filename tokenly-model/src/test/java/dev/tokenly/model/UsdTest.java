package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class UsdTest {
  @Test
  void keeps_ten_decimals_exactly_and_refuses_eleven() {
    assertEquals("0.0000000001", Usd.of("1e-10").plain());
    assertEquals("1", Usd.of("1.00000000000").plain());
    assertThrows(IllegalArgumentException.class, () -> Usd.of("0.00000000001"));
  }

  @Test
  void keeps_the_nearest_amount_of_a_finer_one_however_fine() {
    assertEquals("0.0003", Usd.nearest(new BigDecimal("0.00030000000000000003")).plain());
    assertEquals("0.0000000002", Usd.nearest(new BigDecimal("0.00000000015")).plain());
    assertEquals("0", Usd.nearest(new BigDecimal("1e-600000000")).plain());
    assertThrows(IllegalArgumentException.class, () -> Usd.of("1e-600000000"));
    assertThrows(IllegalArgumentException.class, () -> Usd.of("0e-600000000"));
  }

  @Test
  void adds_without_loss() {
    Usd sum = Usd.ZERO;
    for (int i = 0; i < 1000; i++) {
      sum = sum.plus(Usd.of("0.1"));
    }
    assertEquals(Usd.of("100"), sum);
    assertEquals("100", sum.plain());
  }

  @Test
  void rounds_a_computed_price_to_the_nearest_nanodollar() {
    assertEquals("0.000000026", Usd.roundedToNanos(new BigDecimal("0.00000002625")).plain());
  }
}
