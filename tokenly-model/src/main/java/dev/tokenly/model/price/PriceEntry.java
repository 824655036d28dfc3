package dev.tokenly.model.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model of one provider costs during one span of time (from inclusive, to exclusive, null is open). A price
 * change is a second entry, never an edit of the first.
 */
public record PriceEntry(Name name, Validity validity, Rates base, Terms terms, String source) {

  /** Stands for the provider where a price is whoever serves the model. */
  static final String ANY_PROVIDER = "*";

  /** The provider (lower case), the model's id and the other names it is known by; {@code *} names all of a provider. */
  public record Name(String provider, String model, List<String> aliases) {
    public Name {
      aliases = List.copyOf(aliases);
    }
  }

  /** When an entry holds. */
  public record Validity(@Nullable Instant from, @Nullable Instant to) {
    public static final Validity ALWAYS = new Validity(null, null);

    public boolean holdsAt(Instant moment) {
      return (from == null || !moment.isBefore(from)) && (to == null || moment.isBefore(to));
    }
  }

  /**
   * What changes the base rates: tiers by the length of the whole prompt (ascending), bands of the day in UTC, factors by
   * modifier name ({@code batch}, {@code fast}, {@code us} …), dollars per 1,000 web searches, and whether the model runs
   * on the owner's own hardware.
   */
  public record Terms(
      List<Tier> tiers,
      List<Band> bands,
      Map<String, BigDecimal> factors,
      @Nullable BigDecimal webSearchPerThousand,
      boolean local) {
    public static final Terms PLAIN = new Terms(List.of(), List.of(), Map.of(), null, false);

    public Terms {
      tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::abovePrompt)).toList();
      bands = List.copyOf(bands);
      factors = Map.copyOf(factors);
    }
  }

  /** Rates for the whole request once its prompt is longer than {@code abovePrompt} tokens. */
  public record Tier(long abovePrompt, Rates rates) {}

  /** Rates between two times of day, UTC, end exclusive; over midnight when the end is not after the start. */
  public record Band(LocalTime from, LocalTime to, Rates rates) {
    boolean holdsAt(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean open = time.isBefore(to);
      return from.isBefore(to) ? begun && open : begun || open;
    }
  }

  /** The same from a moment on, unless it says itself when it begins. */
  PriceEntry from(Instant moment) {
    return validity.from != null
        ? this
        : new PriceEntry(name, new Validity(moment, validity.to), base, terms, source);
  }

  /** Whether both cost the same at every length of a prompt and every time of the day, modifiers aside. */
  boolean hasRatesOf(PriceEntry other) {
    return base.plain().equals(other.base.plain())
        && plain(terms.tiers).equals(plain(other.terms.tiers))
        && terms.bands.equals(other.terms.bands);
  }

  private static List<Tier> plain(List<Tier> tiers) {
    return tiers.stream().map(tier -> new Tier(tier.abovePrompt, tier.rates.plain())).toList();
  }

  /** The rates for a request: its prompt's tier, else the band of the day it falls in, else the base. */
  public Rates ratesFor(long prompt, Instant moment) {
    for (int at = terms.tiers.size() - 1; at >= 0; at--) {
      if (prompt > terms.tiers.get(at).abovePrompt()) {
        return terms.tiers.get(at).rates();
      }
    }
    if (terms.bands.isEmpty()) {
      return base;
    }
    LocalTime time = moment.atOffset(ZoneOffset.UTC).toLocalTime();
    return terms.bands.stream().filter(band -> band.holdsAt(time)).findFirst().map(Band::rates).orElse(base);
  }
}
