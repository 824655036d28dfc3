package dev.tokenly.model.price;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads LiteLLM's {@code model_prices_and_context_window.json}: a flat object of model keys, US dollars per token. The
 * file has no dates, so a model that the book already prices otherwise changes from {@code validFrom} on, and its history
 * stays; {@code sample_spec}, non-objects, entries without token prices and zero prices that stand for subscriptions are
 * left out and counted. Throws {@link IllegalArgumentException} when the file is not such a list.
 */
public final class LiteLlmFile {
  private static final Pattern TIER = Pattern.compile("input_cost_per_token_above_(\\d{1,9})k_tokens");
  private static final MathContext RATIO = new MathContext(6);

  private final PriceBook current;
  private final Instant validFrom;
  private final List<PriceEntry> entries = new ArrayList<>();
  private int leftOut;

  private LiteLlmFile(PriceBook current, Instant validFrom) {
    this.current = current;
    this.validFrom = validFrom;
  }

  /** What an import would add, and how many keys it leaves out. */
  public record Imported(PriceLayer layer, int leftOut) {}

  /** Reads a list that is to become the layer above the current book. */
  public static Imported read(byte[] json, String version, PriceBook current, Instant validFrom) {
    LiteLlmFile file = new LiteLlmFile(current, validFrom);
    JsonText.trustedObject(json).forEach(file::take);
    // An id without a host in front is the vendor's own price, whoever else sells it.
    file.entries.sort(Comparator.comparing(entry -> !entry.name().aliases().isEmpty()));
    if (file.entries.isEmpty()) {
      throw new IllegalArgumentException("no model prices found: is this LiteLLM's price list?");
    }
    return new Imported(new PriceLayer("litellm", version, file.entries), file.leftOut);
  }

  private void take(String key, Object value) {
    if (key.equals("sample_spec") || !(value instanceof Map<?, ?> object)) {
      leftOut++;
      return;
    }
    Map<String, Object> values = new HashMap<>();
    object.forEach((name, field) -> values.put(String.valueOf(name), field));
    PriceEntry entry = entry(key, Fields.of(values));
    if (entry == null) {
      leftOut++;
    } else {
      entries.add(entry);
    }
  }

  private @Nullable PriceEntry entry(String key, Fields fields) {
    Rates base = base(fields);
    List<PriceEntry.Tier> tiers = tiers(fields, base);
    if (base.input() == null && !tiers.isEmpty()) {
      base = tiers.removeFirst().rates();
    }
    if ((base.input() == null && base.output() == null) || isUnexplainedZero(key, base)) {
      return null;
    }
    PriceEntry.Name name = name(key, provider(fields));
    PriceEntry.Terms terms =
        new PriceEntry.Terms(tiers, List.of(), factors(fields), searches(fields), false);
    PriceEntry entry = new PriceEntry(name, PriceEntry.Validity.ALWAYS, base, terms, "LiteLLM price list");
    return new PriceEntry(name, validity(entry), base, terms, entry.source());
  }

  /** A zero that is not named free stands for a subscription or for a price nobody knows. */
  private static boolean isUnexplainedZero(String key, Rates base) {
    boolean zero = isZero(base.input()) && isZero(base.output());
    return zero && !key.toLowerCase(Locale.ROOT).contains("free") && !key.startsWith("ollama/");
  }

  private static boolean isZero(@Nullable BigDecimal rate) {
    return rate == null || rate.signum() == 0;
  }

  private static String provider(Fields fields) {
    Object named = fields.values().get("litellm_provider");
    String provider = named instanceof String text ? text.toLowerCase(Locale.ROOT) : "unknown";
    if (provider.startsWith("bedrock")) {
      return "bedrock";
    }
    return provider.startsWith("vertex_ai") && !provider.contains("gemini")
        ? "vertex"
        : LayerMatcher.provider(provider);
  }

  private static PriceEntry.Name name(String key, String provider) {
    int slash = key.indexOf('/');
    return slash < 0
        ? new PriceEntry.Name(provider, key, List.of())
        : new PriceEntry.Name(provider, key.substring(slash + 1), List.of(key));
  }

  /** What the book says already holds as long as the book says; anything else from now on. */
  private PriceEntry.Validity validity(PriceEntry entry) {
    PriceEntry known = current.entry(entry.name().provider(), entry.name().model(), validFrom);
    if (known == null) {
      return PriceEntry.Validity.ALWAYS;
    }
    return known.hasRatesOf(entry) ? known.validity() : new PriceEntry.Validity(validFrom, null);
  }

  private static Rates base(Fields fields) {
    return rates(fields, "", "");
  }

  /** The rates whose field names end in a tier's suffix; the one-hour write carries its own suffix before it. */
  private static Rates rates(Fields fields, String tier, String service) {
    String end = tier + service;
    BigDecimal cacheRead = perMillion(fields, "cache_read_input_token_cost" + end);
    return new Rates(
        perMillion(fields, "input_cost_per_token" + end),
        perMillion(fields, "output_cost_per_token" + end),
        cacheRead != null ? cacheRead : perMillion(fields, "input_cost_per_token_cache_hit" + end),
        perMillion(fields, "cache_creation_input_token_cost" + end),
        perMillion(fields, "cache_creation_input_token_cost_above_1hr" + end),
        perMillion(fields, "output_cost_per_reasoning_token" + end));
  }

  private static @Nullable BigDecimal perMillion(Fields fields, String name) {
    return plain(possible(fields.values().get(name), 6));
  }

  /** A number so many digits up, as a price; null for what is none, which then is unknown. */
  private static @Nullable BigDecimal possible(@Nullable Object number, int digits) {
    BigDecimal price =
        switch (number) {
          case Long whole -> BigDecimal.valueOf(whole);
          case BigDecimal decimal -> decimal;
          case null, default -> null;
        };
    BigDecimal moved = price == null ? null : price.movePointRight(digits);
    return moved != null && Rates.isPossible(moved) ? moved : null;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal rate) {
    if (rate == null) {
      return null;
    }
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static List<PriceEntry.Tier> tiers(Fields fields, Rates base) {
    TreeMap<Long, Rates> tiers = new TreeMap<>();
    for (String name : fields.values().keySet()) {
      Matcher tier = TIER.matcher(name);
      if (tier.matches()) {
        Rates rates = rates(fields, "_above_" + tier.group(1) + "k_tokens", "");
        tiers.put(Long.parseLong(tier.group(1)) * 1000, inherited(rates, base));
      }
    }
    if (fields.values().get("tiered_pricing") instanceof List<?>) {
      for (Fields band : fields.objects("tiered_pricing")) {
        tiers.put(lowerBound(band), rates(band, "", ""));
      }
    }
    List<PriceEntry.Tier> ascending = new ArrayList<>();
    tiers.forEach((above, rates) -> ascending.add(new PriceEntry.Tier(above, rates)));
    return ascending;
  }

  private static long lowerBound(Fields band) {
    boolean ranged = band.values().get("range") instanceof List<?> range && !range.isEmpty();
    Object low = ranged && band.values().get("range") instanceof List<?> range ? range.getFirst() : 0L;
    return low instanceof Number number ? number.longValue() : 0;
  }

  private static Rates inherited(Rates tier, Rates base) {
    return new Rates(
        tier.input(),
        tier.output() != null ? tier.output() : base.output(),
        tier.cacheRead() != null ? tier.cacheRead() : base.cacheRead(),
        tier.cacheWrite5m() != null ? tier.cacheWrite5m() : base.cacheWrite5m(),
        tier.cacheWrite1h() != null ? tier.cacheWrite1h() : base.cacheWrite1h(),
        tier.reasoning() != null ? tier.reasoning() : base.reasoning());
  }

  private static Map<String, BigDecimal> factors(Fields fields) {
    Map<String, BigDecimal> factors = new HashMap<>();
    putRatio(factors, "batch", fields, "_batches");
    putRatio(factors, "flex", fields, "_flex");
    putRatio(factors, "priority", fields, "_priority");
    if (fields.values().get("provider_specific_entry") instanceof Map<?, ?> special) {
      for (String name : List.of("us", "eu", "fast")) {
        put(factors, name, special.get(name));
      }
    }
    put(factors, "eu", fields.values().get("regional_processing_uplift_multiplier_eu"));
    put(factors, "us", fields.values().get("regional_processing_uplift_multiplier_us"));
    return factors;
  }

  /** A factor of zero would make a call free that nobody said was. */
  private static void put(Map<String, BigDecimal> factors, String name, @Nullable Object number) {
    BigDecimal factor = possible(number, 0);
    if (factor != null && factor.signum() > 0) {
      factors.put(name, factor);
    }
  }

  /** A service tier becomes a factor only when every rate it names changes alike; else its price stays unknown. */
  private static void putRatio(Map<String, BigDecimal> factors, String name, Fields fields, String service) {
    Rates base = base(fields);
    Rates served = rates(fields, "", service);
    if (isZero(base.input()) || isZero(base.output()) || served.input() == null || served.output() == null) {
      return;
    }
    Set<BigDecimal> ratios = new HashSet<>();
    ratios(served, base, ratios);
    for (String field : fields.values().keySet()) {
      Matcher tier = TIER.matcher(field);
      if (tier.matches()) {
        String above = "_above_" + tier.group(1) + "k_tokens";
        ratios(rates(fields, above, service), rates(fields, above, ""), ratios);
      }
    }
    if (ratios.size() == 1) {
      factors.put(name, ratios.iterator().next());
    }
  }

  private static void ratios(Rates of, Rates to, Set<BigDecimal> ratios) {
    ratio(of.input(), to.input(), ratios);
    ratio(of.output(), to.output(), ratios);
    ratio(of.cacheRead(), to.cacheRead(), ratios);
    ratio(of.cacheWrite5m(), to.cacheWrite5m(), ratios);
    ratio(of.cacheWrite1h(), to.cacheWrite1h(), ratios);
  }

  private static void ratio(@Nullable BigDecimal of, @Nullable BigDecimal to, Set<BigDecimal> ratios) {
    if (of != null && to != null && to.signum() > 0) {
      ratios.add(of.divide(to, RATIO).stripTrailingZeros());
    }
  }

  private static @Nullable BigDecimal searches(Fields fields) {
    boolean named = fields.values().get("search_context_cost_per_query") instanceof Map<?, ?>;
    Fields costs = named ? fields.object("search_context_cost_per_query") : null;
    return costs == null ? null : plain(possible(costs.values().get("search_context_size_medium"), 3));
  }
}
