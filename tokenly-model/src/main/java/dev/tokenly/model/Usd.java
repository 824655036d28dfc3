package dev.tokenly.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of US dollars with at most ten decimals; never a float, rounded only when shown. Amounts we compute
 * ourselves are whole nanodollars (nine decimals); amounts a log reports keep up to ten.
 */
public record Usd(BigDecimal amount) implements Comparable<Usd> {

  /** Decimals an amount may have ({@code protocol.md} §5). */
  public static final int MAX_SCALE = 10;

  /** Decimals of an amount computed from a price: nanodollars. */
  public static final int NANO_SCALE = 9;

  public static final Usd ZERO = new Usd(BigDecimal.ZERO);

  /** The most a single call may cost; what says more is a mistake and not an amount. */
  public static final Usd MOST = new Usd(new BigDecimal("99999999"));

  /** Refuses more than ten decimals with an {@link IllegalArgumentException}. */
  public Usd {
    if (amount.scale() > MAX_SCALE) {
      amount = strip(amount);
    }
  }

  private static BigDecimal strip(BigDecimal amount) {
    if (isTiny(amount)) {
      throw new IllegalArgumentException("more than " + MAX_SCALE + " decimals: " + amount);
    }
    try {
      return amount.setScale(MAX_SCALE, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("more than " + MAX_SCALE + " decimals: " + amount, e);
    }
  }

  /** Whether nothing of the amount lies within ten decimals; setting its scale could take hours ({@code 1e-600000000}). */
  private static boolean isTiny(BigDecimal amount) {
    return (long) amount.scale() - amount.precision() > MAX_SCALE;
  }

  /** The nearest amount of at most ten decimals, halves to the even neighbour: what is kept of a finer one. */
  public static Usd nearest(BigDecimal amount) {
    if (isTiny(amount)) {
      return ZERO;
    }
    return new Usd(amount.scale() > MAX_SCALE ? amount.setScale(MAX_SCALE, RoundingMode.HALF_EVEN) : amount);
  }

  /** Reads a plain or exponent decimal; throws {@link IllegalArgumentException} when it is none or too fine. */
  public static Usd of(String decimal) {
    return new Usd(new BigDecimal(decimal));
  }

  /** An amount of whole nanodollars. */
  public static Usd ofNanos(long nanos) {
    return new Usd(BigDecimal.valueOf(nanos, NANO_SCALE));
  }

  /** The nearest nanodollar, halves to the even neighbour: what a computed price is stored as. */
  public static Usd roundedToNanos(BigDecimal exact) {
    return new Usd(exact.setScale(NANO_SCALE, RoundingMode.HALF_EVEN));
  }

  public Usd plus(Usd other) {
    return new Usd(amount.add(other.amount));
  }

  public Usd minus(Usd other) {
    return new Usd(amount.subtract(other.amount));
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  /** Plain decimal text without trailing zeros, e.g. {@code 0.0123}. */
  public String plain() {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Usd other) {
    return amount.compareTo(other.amount);
  }

  /** Equal by value: {@code 1.0} equals {@code 1.00}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Usd that && amount.compareTo(that.amount) == 0;
  }

  @Override
  public int hashCode() {
    return amount.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return plain();
  }
}
