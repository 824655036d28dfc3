package dev.tokenly.formats.api;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One {@code usage} object of any provider, read field by field and merged with those that came before: counts, price
 * modifiers, and what a gateway says it cost. Reusable.
 */
public final class UsageObject {
  private final Counters counters = new Counters();
  private @Nullable String tier;
  private @Nullable String speed;
  private @Nullable String region;
  private @Nullable BigDecimal cost;
  private @Nullable BigDecimal upstreamCost;
  private boolean ownKey;

  /** Forgets everything. */
  public void reset() {
    counters.reset();
    tier = null;
    speed = null;
    region = null;
    cost = null;
    upstreamCost = null;
    ownKey = false;
  }

  public Counters counters() {
    return counters;
  }

  /** Reads the usage object that comes next; anything else (an explicit null) is passed over. */
  public void read(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    counters.next();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      take(name, json);
    }
  }

  /** Takes one field of a usage object; one that nobody knows is passed over. */
  public void take(String name, JsonScanner json) throws IOException {
    boolean taken =
        OpenAi.take(name, json, counters)
            || Anthropic.take(name, json, counters)
            || Bedrock.take(name, json, counters)
            || OtherProviders.take(name, json, counters)
            || takePrice(name, json);
    if (!taken) {
      json.skip();
    }
  }

  private boolean takePrice(String name, JsonScanner json) throws IOException {
    switch (name) {
      case "service_tier" -> tier(json.textLike("standard"));
      case "speed" -> speed(json.text());
      case "inference_geo" -> region = PriceWords.region(json.text());
      case "cost" -> cost(json);
      case "is_byok" -> ownKey = json.flag();
      case "cost_details" -> costDetails(json);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Cache reads that a gateway counts inside the prompt, whatever its provider does. */
  public void cacheReadInside(long tokens) {
    counters.set(Counters.Count.CACHE_READ_INSIDE, tokens);
  }

  /** Cache writes that a gateway counts inside the prompt, whatever its provider does. */
  public void cacheWriteInside(long tokens) {
    counters.set(Counters.Count.CACHE_WRITE_INSIDE, tokens);
  }

  /** A service tier as the provider names it; the standard ones change no price and read as none. */
  public void tier(@Nullable String name) {
    String word = PriceWords.tier(name);
    tier = word == null ? tier : word;
  }

  void speed(@Nullable String name) {
    speed = PriceWords.speed(name);
  }

  /** OpenRouter writes a number, Perplexity an object with the total in it. */
  private void cost(JsonScanner json) throws IOException {
    if (json.peekOrEnd() != '{') {
      BigDecimal amount = json.decimal();
      cost = amount == null ? cost : amount;
      return;
    }
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("total_cost")) {
        cost = json.decimal();
      } else {
        json.skip();
      }
    }
  }

  private void costDetails(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("upstream_inference_cost")) {
        upstreamCost = json.decimal();
      } else {
        json.skip();
      }
    }
  }

  public PriceModifiers modifiers() {
    int searches = Math.clamp(counters.get(Counters.Count.WEB_SEARCHES), 0, Integer.MAX_VALUE);
    boolean plain = tier == null && speed == null && region == null && searches == 0;
    return plain ? PriceModifiers.NONE : new PriceModifiers(tier, speed, region, searches, false, false);
  }

  /**
   * What the reply says it cost, to ten decimals; null when it says nothing. With the caller's own key OpenRouter's cost is
   * only its fee: the upstream's bill is added.
   */
  public @Nullable ReportedCost reportedCost() {
    BigDecimal billed = cost;
    if (billed == null) {
      return null;
    }
    if (ownKey && upstreamCost != null) {
      billed = billed.add(upstreamCost);
    }
    return reported(billed, ReportedCost.Kind.VENDOR_BILLED);
  }

  /**
   * A cost from a log's decimal, rounded to the ten decimals a record keeps; null when there is none, or one that no call
   * costs.
   */
  public static @Nullable ReportedCost reported(@Nullable BigDecimal amount, ReportedCost.Kind kind) {
    if (amount == null || amount.signum() < 0 || amount.compareTo(Usd.MOST.amount()) > 0) {
      return null;
    }
    return new ReportedCost(Usd.nearest(amount), kind);
  }

  /** The words for tiers, speeds and regions that change a price; the ordinary ones are no word. */
  private static final class PriceWords {
    static @Nullable String tier(@Nullable String name) {
      String word = lower(name);
      return switch (word) {
        case "", "standard", "default", "auto", "on_demand", "standard_only" -> null;
        case "fast" -> "priority";
        default -> word;
      };
    }

    static @Nullable String speed(@Nullable String name) {
      String word = lower(name);
      return word.equals("fast") ? word : null;
    }

    static @Nullable String region(@Nullable String name) {
      String word = lower(name);
      return word.isEmpty() || word.equals("global") || word.equals("not_available") ? null : word;
    }

    private static String lower(@Nullable String name) {
      return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }
  }
}
