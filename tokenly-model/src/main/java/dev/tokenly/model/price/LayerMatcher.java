package dev.tokenly.model.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a model's entries in one layer by the rules of {@code pricing.md}, strictest first. Never a substring guess and
 * never an older sibling: what no rule finds is unpriced.
 */
final class LayerMatcher {
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("claude", "anthropic"),
          Map.entry("gemini", "google"),
          Map.entry("vertex_ai", "google"),
          Map.entry("vertex", "google"),
          Map.entry("googleai", "google"),
          Map.entry("x-ai", "xai"),
          Map.entry("grok", "xai"),
          Map.entry("aws", "bedrock"),
          Map.entry("amazon-bedrock", "bedrock"),
          Map.entry("moonshotai", "moonshot"),
          Map.entry("kimi", "moonshot"),
          Map.entry("zhipu", "z.ai"),
          Map.entry("zai", "z.ai"),
          Map.entry("mistralai", "mistral"));

  private final PriceLayer layer;
  private final LayerIndex index;

  LayerMatcher(PriceLayer layer) {
    this.layer = layer;
    this.index = new LayerIndex(layer);
  }

  PriceLayer layer() {
    return layer;
  }

  /** The provider a service name stands for in price books. */
  static String provider(String service) {
    String name = service.strip().toLowerCase(Locale.ROOT);
    return PROVIDERS.getOrDefault(name, name);
  }

  @Nullable
  Match find(String service, String model) {
    String provider = provider(service);
    List<ModelName.Candidate> candidates = ModelName.candidates(model);
    List<PriceEntry> everything = index.ofProvider(provider, "*");
    if (everything != null) {
      return match(everything, "every model of " + provider, candidates.getFirst());
    }
    for (ModelName.Candidate candidate : candidates) {
      Match match = exact(provider, candidate);
      if (match != null) {
        return match;
      }
    }
    ModelName.Candidate last = candidates.getLast();
    Match match = match(index.byNormalised(last.name()), "separators normalised", last);
    return match != null
        ? match
        : match(index.byFamily(ModelName.family(last.name())), "family, every version number equal", last);
  }

  /** What {@link #find} looks up, in its order, up to what it finds. */
  List<Attempt> attempts(String service, String model) {
    String provider = provider(service);
    List<Attempt> attempts = new ArrayList<>();
    for (ModelName.Candidate candidate : ModelName.candidates(model)) {
      boolean found = exact(provider, candidate) != null;
      attempts.add(new Attempt(layer.name(), candidate.rule(), candidate.name(), found));
      if (found) {
        return attempts;
      }
    }
    String last = attempts.getLast().name();
    boolean normalised = index.byNormalised(last) != null;
    attempts.set(attempts.size() - 1, new Attempt(layer.name(), attempts.getLast().rule(), last, normalised));
    if (!normalised) {
      String family = ModelName.family(last);
      boolean found = index.byFamily(family) != null;
      attempts.add(new Attempt(layer.name(), "family, every version number equal", family, found));
    }
    return attempts;
  }

  private @Nullable Match exact(String provider, ModelName.Candidate candidate) {
    String rule = candidate.rule();
    Match match = match(index.ofProvider(provider, candidate.name()), rule + ", with provider", candidate);
    if (match == null) {
      match = match(index.byId(candidate.name()), rule, candidate);
    }
    return match != null ? match : match(index.byAlias(candidate.name()), rule + ", alias", candidate);
  }

  private @Nullable Match match(@Nullable List<PriceEntry> entries, String rule, ModelName.Candidate found) {
    return entries == null
        ? null
        : new Match(layer, rule, entries, new Match.NameModifiers(found.speed(), found.region(), found.free()));
  }
}
