package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** An axis reaches its largest value in round steps, and leaves little room above it, however few they are. */
class ScaleTest {
  private final Random random = new Random(9);

  @RepeatedTest(5)
  void holds_every_value_and_little_more() {
    for (int round = 0; round < 2000; round++) {
      double max = Math.exp(random.nextDouble() * 30 - 10);
      int steps = 1 + random.nextInt(5);
      Scale scale = Scale.upTo(max, steps);
      assertTrue(scale.top() >= max * 0.9999 && scale.top() / scale.step() < steps + 0.01, scale + " of " + max);
      assertTrue(scale.top() <= max * (steps > 2 ? 1.67 : 1.51), scale + " in " + steps + " steps of " + max);
    }
  }
}
