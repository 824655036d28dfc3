package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;

/** What single providers add to the common shapes: Ollama's counts, Cohere's billed units, Perplexity's citations. */
final class OtherProviders {
  private OtherProviders() {}

  /** Takes one field of an Ollama reply itself (it has no usage object); false when it is none of these. */
  static boolean takeOllama(String field, JsonScanner json, Counters counters) throws IOException {
    switch (field) {
      case "prompt_eval_count" -> counters.set(Count.PROMPT, json.count());
      case "prompt_eval_cached_count" -> counters.set(Count.CACHE_READ_INSIDE, json.count());
      case "eval_count" -> counters.set(Count.OUTPUT, json.count());
      default -> {
        return false;
      }
    }
    return true;
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
