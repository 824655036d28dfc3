package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What single providers add to the common shapes: Ollama's counts, Cohere's billed units, Perplexity's citations. */
final class OtherProviders {
  private OtherProviders() {}

  /** What one field of an Ollama reply itself counts (it has no usage object); null when it is none of these. */
  static @Nullable Count ofOllama(String field) {
    return switch (field) {
      case "prompt_eval_count" -> Count.PROMPT;
      case "prompt_eval_cached_count" -> Count.CACHE_READ_INSIDE;
      case "eval_count" -> Count.OUTPUT;
      default -> null;
    };
  }

  /** Takes one field of a {@code usage} object that only one provider has; false when it is none of these. */
  static boolean take(String field, JsonScanner json, Counters counters) throws IOException {
    switch (field) {
      case "billed_units" -> cohere(json, counters);
      case "citation_tokens" -> counters.set(Count.CITATIONS, json.count());
      case "num_search_queries" -> counters.set(Count.WEB_SEARCHES, json.count());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes what Cohere's first API puts into {@code meta}; false when no usage is in it. */
  static boolean cohereMeta(JsonScanner json, Counters counters) throws IOException {
    boolean billed = false;
    if (!json.beginObject()) {
      return false;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("billed_units")) {
        cohere(json, counters);
        billed = true;
      } else {
        json.skip();
      }
    }
    return billed;
  }

  private static void cohere(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input_tokens" -> counters.set(Count.PROMPT, json.count());
        case "output_tokens" -> counters.set(Count.OUTPUT, json.count());
        default -> json.skip();
      }
    }
  }
}
