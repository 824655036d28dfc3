package dev.tokenly.proxy.settings;

import dev.tokenly.model.Usd;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much a listener or key may use in a calendar day or month (UTC), in money, in tokens, or both; a null part has no
 * limit.
 */
public record Budget(@Nullable Usd amount, @Nullable Long tokens, Period period) {

  public Budget {
    if (amount == null && tokens == null) {
      throw new IllegalArgumentException("a budget needs amount_usd or tokens");
    }
  }

  /** The calendar span a budget starts anew with. */
  public enum Period {
    DAY,
    MONTH;

    /** The period of that name; throws {@link IllegalArgumentException} for another. */
    public static Period named(String name) {
      return switch (name) {
        case "day" -> DAY;
        case "month" -> MONTH;
        default -> throw new IllegalArgumentException("a budget's period is \"day\" or \"month\", not \"" + name + '"');
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
