package dev.tokenly.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.cli.terminal.Glyphs;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Costs as bars, and never bars alone. */
class SparklineTest {
  private static final List<BigDecimal> COSTS =
      List.of(new BigDecimal("2.304"), BigDecimal.ZERO, new BigDecimal("12.7"), new BigDecimal("7.29"));

  @Test
  void draws_a_bar_for_each_cost() {
    assertEquals("▂▁█▅", Sparkline.of(COSTS, Glyphs.BLOCK));
    assertEquals("._@+", Sparkline.of(COSTS, Glyphs.ASCII));
  }

  @Test
  void says_the_least_the_most_and_the_last() {
    assertEquals("least $0.00  most $12.70  last $7.29", Sparkline.range(COSTS));
    assertEquals("", Sparkline.range(List.of()));
  }
}
