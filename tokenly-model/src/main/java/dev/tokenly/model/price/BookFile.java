package dev.tokenly.model.price;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our own price list, a JSON document {@code {"schema":"tokenly.prices/v1","version":…,"prices":[…]}} with one object an
 * entry: rates in USD per million tokens, dates as ISO days in UTC. {@code docs/prices.md} describes every field. Bad
 * input throws {@link IllegalArgumentException} naming the entry and field.
 */
public final class BookFile {
  /** The only schema there is. */
  public static final String SCHEMA = "tokenly.prices/v1";

  private static final Set<String> RATES =
      Set.of("input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "reasoning");
  private static final Set<String> NAMES =
      Stream.concat(
          RATES.stream(),
          Stream.of(
              "provider", "model", "aliases", "from", "to", "free", "above", "hours", "factors", "web_search_per_1000",
              "source"))
          .collect(Collectors.toUnmodifiableSet());

  private BookFile() {}

  /** The list that ships inside. */
  public static PriceLayer shipped() {
    try (InputStream in = BookFile.class.getResourceAsStream("shipped-prices.json")) {
      if (in == null) {
        throw new IllegalStateException("shipped-prices.json is missing from the program's own files");
      }
      return read("shipped", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the shipped price list failed", e);
    }
  }

  /** Reads a new list under a layer name. */
  public static PriceLayer read(String layer, byte[] json) {
    return read(layer, json, BookFile::newEntry);
  }

  /** Reads a list that was read before and kept. An entry that an older version let in and that is no price is left out. */
  public static PriceLayer kept(String layer, byte[] json) {
    return read(layer, json, BookFile::keptEntry);
  }

  private static @Nullable PriceEntry keptEntry(Fields fields) {
    try {
      return entry(fields);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static PriceLayer read(String layer, byte[] json, Function<Fields, @Nullable PriceEntry> reading) {
    Fields document = Fields.of(JsonText.trustedObject(json));
    if (!SCHEMA.equals(document.optionalText("schema"))) {
      throw document.bad("schema", "not " + SCHEMA);
    }
    List<PriceEntry> entries = new ArrayList<>();
    for (Fields entry : document.objects("prices")) {
      PriceEntry read = reading.apply(entry);
      if (read != null) {
        entries.add(read);
      }
    }
    return new PriceLayer(layer, document.text("version"), entries);
  }

  /** Reads one new entry, e.g. what {@code tokenly prices set} sends, and refuses one that can price nothing. */
  public static PriceEntry newEntry(Fields fields) {
    PriceEntry entry = entry(fields);
    Instant from = entry.validity().from();
    Instant to = entry.validity().to();
    if (from != null && to != null && !from.isBefore(to)) {
      throw fields.bad("to", "not after from");
    }
    if (!fields.flag("free", false) && RATES.stream().noneMatch(fields::has)) {
      throw fields.bad("input", "no rate at all is given, nor free");
    }
    // A misspelt rate would be an unknown one.
    fields.values().keySet().stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
      throw fields.bad(name, "no such field");
    });
    return entry;
  }

  /** Reads one entry that was kept. */
  public static PriceEntry entry(Fields fields) {
    String model = fields.text("model");
    try {
      return new PriceEntry(
          new PriceEntry.Name(fields.text("provider").toLowerCase(Locale.ROOT), model, fields.texts("aliases")),
          new PriceEntry.Validity(day(fields, "from"), day(fields, "to")),
          fields.flag("free", false) ? Rates.FREE : rates(fields),
          terms(fields),
          fields.text("source"));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("price of " + model + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Instant day(Fields fields, String name) {
    String text = fields.optionalText(name);
    return text == null ? null : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Rates rates(Fields fields) {
    return new Rates(
        rate(fields, "input"),
        rate(fields, "output"),
        rate(fields, "cache_read"),
        rate(fields, "cache_write_5m"),
        rate(fields, "cache_write_1h"),
        rate(fields, "reasoning"));
  }

  private static @Nullable BigDecimal rate(Fields fields, String name) {
    BigDecimal rate = fields.optionalDecimal(name);
    if (rate != null && !Rates.isPossible(rate)) {
      throw fields.bad(name, rate.signum() < 0 ? "negative" : "larger or finer than any price");
    }
    return rate;
  }

  private static PriceEntry.Terms terms(Fields fields) {
    List<PriceEntry.Tier> tiers = new ArrayList<>();
    for (Fields tier : fields.objects("above")) {
      tiers.add(new PriceEntry.Tier(tier.count("prompt"), rates(tier)));
    }
    List<PriceEntry.Band> bands = new ArrayList<>();
    for (Fields band : fields.objects("hours")) {
      bands.add(new PriceEntry.Band(LocalTime.parse(band.text("from")), LocalTime.parse(band.text("to")), rates(band)));
    }
    Map<String, BigDecimal> factors = new HashMap<>();
    Fields named = fields.optionalObject("factors");
    if (named != null) {
      for (String name : named.values().keySet()) {
        BigDecimal factor = rate(named, name);
        if (factor != null) {
          factors.put(name, factor);
        }
      }
    }
    boolean local = fields.flag("free", false);
    return new PriceEntry.Terms(tiers, bands, factors, rate(fields, "web_search_per_1000"), local);
  }

  /** An entry as the JSON object {@link #entry} reads. */
  public static Map<String, Object> toJson(PriceEntry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("provider", entry.name().provider());
    json.put("model", entry.name().model());
    if (!entry.name().aliases().isEmpty()) {
      json.put("aliases", entry.name().aliases());
    }
    putDay(json, "from", entry.validity().from());
    putDay(json, "to", entry.validity().to());
    if (entry.terms().local()) {
      json.put("free", true);
    } else {
      putRates(json, entry.base());
    }
    putTerms(json, entry.terms());
    json.put("source", entry.source());
    return json;
  }

  private static void putTerms(Map<String, Object> json, PriceEntry.Terms terms) {
    if (!terms.tiers().isEmpty()) {
      json.put("above", terms.tiers().stream().map(BookFile::tier).toList());
    }
    if (!terms.bands().isEmpty()) {
      json.put("hours", terms.bands().stream().map(BookFile::band).toList());
    }
    if (!terms.factors().isEmpty()) {
      json.put("factors", new TreeMap<>(terms.factors()));
    }
    put(json, "web_search_per_1000", terms.webSearchPerThousand());
  }

  private static Map<String, Object> tier(PriceEntry.Tier tier) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("prompt", tier.abovePrompt());
    putRates(json, tier.rates());
    return json;
  }

  private static Map<String, Object> band(PriceEntry.Band band) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", band.from().toString());
    json.put("to", band.to().toString());
    putRates(json, band.rates());
    return json;
  }

  private static void putRates(Map<String, Object> json, Rates rates) {
    put(json, "input", rates.input());
    put(json, "output", rates.output());
    put(json, "cache_read", rates.cacheRead());
    put(json, "cache_write_5m", rates.cacheWrite5m());
    put(json, "cache_write_1h", rates.cacheWrite1h());
    put(json, "reasoning", rates.reasoning());
  }

  private static void put(Map<String, Object> json, String name, @Nullable BigDecimal rate) {
    if (rate != null) {
      json.put(name, rate);
    }
  }

  private static void putDay(Map<String, Object> json, String name, @Nullable Instant day) {
    if (day != null) {
      json.put(name, day.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }
  }
}
