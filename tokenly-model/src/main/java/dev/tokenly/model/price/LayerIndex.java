package dev.tokenly.model.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One layer's entries by the names they are found under; the entries of a name are all its spans of time. */
final class LayerIndex {
  /** Providers that sell other vendors' models under the same ids; an id without provider means the vendor's own. */
  private static final Set<String> RESELLERS = Set.of("bedrock", "azure", "openrouter", "vertex", "github");

  /** Where spans of time overlap, the one that began last is the price: a change ends what was open. */
  private static final Comparator<PriceEntry> LATEST_FIRST =
      Comparator.comparing(
          entry -> entry.validity().from(), Comparator.nullsLast(Comparator.<Instant>reverseOrder()));

  private final Map<String, List<PriceEntry>> byProviderAndName = new HashMap<>();
  private final Map<String, List<PriceEntry>> byId = new HashMap<>();
  private final Map<String, List<PriceEntry>> byAlias = new HashMap<>();
  private final Map<String, List<PriceEntry>> byNormalised = new HashMap<>();
  private final Map<String, List<PriceEntry>> byFamily = new HashMap<>();

  LayerIndex(PriceLayer layer) {
    List<PriceEntry> ordered = new ArrayList<>(layer.entries());
    ordered.sort(Comparator.comparing(LayerIndex::isReseller).thenComparing(LATEST_FIRST));
    for (PriceEntry entry : ordered) {
      index(entry);
    }
  }

  private static boolean isReseller(PriceEntry entry) {
    return RESELLERS.contains(entry.name().provider());
  }

  private void index(PriceEntry entry) {
    String provider = LayerMatcher.provider(entry.name().provider());
    String id = entry.name().model().toLowerCase(Locale.ROOT);
    put(byProviderAndName, provider + '\n' + id, entry);
    if (id.equals("*")) {
      return;
    }
    put(byId, id, entry);
    put(byNormalised, ModelName.normalised(id), entry);
    put(byFamily, ModelName.listedFamily(id), entry);
    for (String alias : entry.name().aliases()) {
      String name = alias.toLowerCase(Locale.ROOT);
      put(byProviderAndName, provider + '\n' + name, entry);
      put(byAlias, name, entry);
      put(byNormalised, ModelName.normalised(name), entry);
    }
  }

  /** Adds an entry unless the name already means a model of another provider, or another model of the same one. */
  private static void put(Map<String, List<PriceEntry>> names, String name, PriceEntry entry) {
    List<PriceEntry> entries = names.computeIfAbsent(name, _ -> new ArrayList<>(1));
    if (entries.isEmpty() || sameModel(entries.getFirst(), entry)) {
      entries.add(entry);
    }
  }

  private static boolean sameModel(PriceEntry one, PriceEntry other) {
    return one.name().provider().equals(other.name().provider())
        && one.name().model().equalsIgnoreCase(other.name().model());
  }

  /** The entries of a name offered by this provider, or of everything it offers when it lists no single models. */
  @Nullable
  List<PriceEntry> ofProvider(String provider, String name) {
    return byProviderAndName.get(provider + '\n' + name);
  }

  @Nullable
  List<PriceEntry> byId(String name) {
    return byId.get(name);
  }

  @Nullable
  List<PriceEntry> byAlias(String name) {
    return byAlias.get(name);
  }

  @Nullable
  List<PriceEntry> byNormalised(String name) {
    return byNormalised.get(name);
  }

  @Nullable
  List<PriceEntry> byFamily(String name) {
    return byFamily.get(name);
  }
}
