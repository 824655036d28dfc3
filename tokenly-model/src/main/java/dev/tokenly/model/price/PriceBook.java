package dev.tokenly.model.price;

import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices by the day they were spent: layers of entries, the first layer that has a price valid at the record's time wins.
 * Immutable and thread-safe; a new price makes a new book.
 */
public final class PriceBook implements Pricer {
  private static final int MAX_REMEMBERED = 10_000;

  private final List<LayerMatcher> layers;
  private final PricingMode mode;
  private final Map<ModelKey, List<Match>> remembered = new ConcurrentHashMap<>();

  /** Compared by hand because every price asks: what the language makes of a record is slow until compiled twice. */
  private record ModelKey(String service, String model) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ModelKey that && model.equals(that.model) && service.equals(that.service);
    }

    @Override
    public int hashCode() {
      return model.hashCode() * 31 + service.hashCode();
    }
  }

  /** A book of layers, the strongest first. */
  public PriceBook(List<PriceLayer> layers, PricingMode mode) {
    this.layers = layers.stream().map(LayerMatcher::new).toList();
    this.mode = mode;
  }

  /** The prices that ship with Tokenly, alone. */
  public static PriceBook shipped() {
    return new PriceBook(List.of(BookFile.shipped()), PricingMode.AUTO);
  }

  public List<PriceLayer> layers() {
    return layers.stream().map(LayerMatcher::layer).toList();
  }

  public PricingMode mode() {
    return mode;
  }

  @Override
  public Pricing price(UsageRecord usage) {
    Quote quote = quote(usage);
    ReportedCost reported = usage.reportedCost();
    Usd priced = quote.cost();
    if (reported == null) {
      return mode == PricingMode.REPORTED ? unpriced(quote) : ours(quote, priced);
    }
    return switch (mode) {
      case REPORTED -> new Pricing(priced, reported.amount(), CostSource.REPORTED, quote.version());
      case PRICED -> ours(quote, priced);
      case AUTO -> auto(quote, reported);
    };
  }

  private static Pricing auto(Quote quote, ReportedCost reported) {
    Usd priced = quote.cost();
    return switch (reported.kind()) {
      case VENDOR_BILLED -> new Pricing(priced, reported.amount(), CostSource.REPORTED, quote.version());
      case GATEWAY_FEE -> ours(quote, priced == null ? null : priced.plus(reported.amount()));
      case TOOL_ESTIMATE ->
          priced == null
              ? new Pricing(null, reported.amount(), CostSource.REPORTED, null)
              : ours(quote, priced);
    };
  }

  private static Pricing ours(Quote quote, @Nullable Usd cost) {
    if (cost == null || cost.compareTo(Usd.MOST) > 0) {
      return unpriced(quote);
    }
    CostSource source = quote.local() ? CostSource.LOCAL : CostSource.PRICED;
    return new Pricing(quote.cost(), cost, source, quote.version());
  }

  private static Pricing unpriced(Quote quote) {
    return new Pricing(quote.cost(), null, CostSource.UNPRICED, quote.version());
  }

  /** Our own price of a record, with everything it was computed from. */
  public Quote quote(UsageRecord usage) {
    List<Match> matches = matches(usage.service(), usage.model().name());
    for (Match match : matches) {
      PriceEntry entry = validAt(match, usage.timestamp());
      if (entry != null) {
        return CostFormula.quote(usage, match, entry);
      }
    }
    Integer status = usage.details().status();
    boolean failedCall = status != null && status >= 400 && usage.totalTokens() == 0 && usage.tokens().isZero();
    return failedCall ? Quote.nothingUsed() : Quote.unpriced(unknown(usage, matches));
  }

  private static String unknown(UsageRecord usage, List<Match> matches) {
    String model = usage.model().name();
    return matches.isEmpty()
        ? "no price is known for " + model
        : "no price of " + model + " is valid on " + usage.timestamp();
  }

  /** Every layer's match for a model, the one that counts first; empty when no rule finds any. */
  public List<Match> matches(String service, String model) {
    ModelKey key = new ModelKey(service, model);
    List<Match> known = remembered.get(key);
    if (known == null) {
      known = find(service, model);
      if (remembered.size() >= MAX_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(key, known);
    }
    return known;
  }

  /** Every name a model is looked up under, layer by layer, up to the one each layer has: why a price is what it is. */
  public List<Attempt> attempts(String service, String model) {
    return layers.stream().flatMap(layer -> layer.attempts(service, model).stream()).toList();
  }

  /** What the provider itself charges comes before what the same name costs elsewhere, in whatever layer that stands. */
  private List<Match> find(String service, String model) {
    return layers.stream()
        .flatMap(layer -> Optional.ofNullable(layer.find(service, model)).stream())
        .sorted(Comparator.comparing(match -> !match.isOf(LayerMatcher.provider(service))))
        .toList();
  }

  /** The entry that prices a model at a moment, or null. */
  public @Nullable PriceEntry entry(String service, String model, Instant moment) {
    for (Match match : matches(service, model)) {
      PriceEntry valid = validAt(match, moment);
      if (valid != null) {
        return valid;
      }
    }
    return null;
  }

  /** The entry of a match that is valid at a moment, or null. */
  public static @Nullable PriceEntry validAt(Match match, Instant moment) {
    for (PriceEntry entry : match.entries()) {
      if (entry.validity().holdsAt(moment)) {
        return entry;
      }
    }
    return null;
  }

  /** The modifiers a record and its model's name name together. */
  static PriceModifiers modifiers(UsageRecord usage, Match match) {
    PriceModifiers said = usage.details().modifiers();
    Match.NameModifiers named = match.modifiers();
    if (named.speed() == null && named.region() == null && !named.free()) {
      return said;
    }
    return new PriceModifiers(
        said.tier(),
        said.speed() != null ? said.speed() : named.speed(),
        named.region() != null ? named.region() : said.region(),
        said.webSearches(),
        said.responseCacheHit() || named.free(),
        said.subscription());
  }
}
