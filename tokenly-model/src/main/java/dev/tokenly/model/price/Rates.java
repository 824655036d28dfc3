package dev.tokenly.model.price;

import dev.tokenly.model.Tokens;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * USD per million tokens of each bucket; null is a rate nobody named, which is unknown and not zero. {@code reasoning} is
 * given only where a vendor bills it apart from output.
 */
public record Rates(
    @Nullable BigDecimal input,
    @Nullable BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite5m,
    @Nullable BigDecimal cacheWrite1h,
    @Nullable BigDecimal reasoning) {

  /** More decimals than any price per million has; what is finer is a mistake. */
  private static final int MOST_DECIMALS = 20;

  private static final BigDecimal MOST = BigDecimal.valueOf(1, -15);

  /** Everything explicitly free. */
  public static final Rates FREE = of("0", "0", "0", "0", "0");

  /** Whether a number can be a price or a factor: not negative, and neither larger nor finer than one is. */
  static boolean isPossible(BigDecimal number) {
    boolean bounded = number.signum() >= 0 && number.compareTo(MOST) <= 0;
    return bounded && (number.signum() == 0 || (long) number.scale() - number.precision() < MOST_DECIMALS)
        && number.stripTrailingZeros().scale() <= MOST_DECIMALS;
  }

  /** Rates from decimal texts in the order input, output, cache read, cache write 5 m and 1 h; null for unknown. */
  public static Rates of(@Nullable String... decimals) {
    @Nullable BigDecimal[] rates = new @Nullable BigDecimal[5];
    for (int at = 0; at < decimals.length; at++) {
      String decimal = decimals[at];
      rates[at] = decimal == null ? null : new BigDecimal(decimal);
    }
    return new Rates(rates[0], rates[1], rates[2], rates[3], rates[4], null);
  }

  /**
   * What these tokens cost, in millionths of a dollar and exactly; null when a bucket holds tokens and its rate is unknown.
   * Cache writes of unnamed lifetime cost what short ones do.
   */
  public @Nullable BigDecimal micros(Tokens tokens) {
    BigDecimal sum = add(BigDecimal.ZERO, tokens.input(), input);
    sum = add(sum, plainOutput(tokens), output);
    sum = add(sum, tokens.cacheRead(), cacheRead);
    sum = add(sum, tokens.cacheWrite5m() + tokens.cacheWriteOther(), cacheWrite5m);
    sum = add(sum, tokens.cacheWrite1h(), cacheWrite1h);
    return reasoning == null ? sum : add(sum, tokens.reasoning(), reasoning);
  }

  /** The output that is billed at the output rate: all of it, unless reasoning is billed apart. */
  public long plainOutput(Tokens tokens) {
    return reasoning == null ? tokens.output() : Math.max(0, tokens.output() - tokens.reasoning());
  }

  private static @Nullable BigDecimal add(@Nullable BigDecimal sum, long tokens, @Nullable BigDecimal rate) {
    if (sum == null || tokens == 0) {
      return sum;
    }
    if (rate == null) {
      return null;
    }
    BigDecimal cost = rate.multiply(BigDecimal.valueOf(tokens));
    return sum.signum() == 0 ? cost : sum.add(cost);
  }

  /** The same rates without trailing zeros, so that equal rates are equal records. */
  public Rates plain() {
    return new Rates(
        plain(input), plain(output), plain(cacheRead), plain(cacheWrite5m), plain(cacheWrite1h), plain(reasoning));
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal rate) {
    return rate == null ? null : rate.stripTrailingZeros();
  }

  /** The first bucket that holds tokens and has no rate, for a message; null when every one has. */
  public @Nullable String missingFor(Tokens tokens) {
    if (tokens.input() > 0 && input == null) {
      return "input";
    }
    if (plainOutput(tokens) > 0 && output == null) {
      return "output";
    }
    if (tokens.cacheRead() > 0 && cacheRead == null) {
      return "cache read";
    }
    if (tokens.cacheWrite5m() + tokens.cacheWriteOther() > 0 && cacheWrite5m == null) {
      return "cache write";
    }
    return tokens.cacheWrite1h() > 0 && cacheWrite1h == null ? "one-hour cache write" : null;
  }
}
