package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;

/**
 * Usage as OpenAI's Chat, Responses, Embeddings and Images APIs write it, and all who copied them: caches are part of the
 * prompt. Reasoning is part of the output at OpenAI and beside it at xAI; only the total tells.
 */
final class OpenAi {
  private OpenAi() {}

  /** Takes one field of a {@code usage} object; false when it is none of these. */
  static boolean take(String field, JsonScanner json, Counters counters) throws IOException {
    switch (field) {
      case "prompt_tokens", "input_tokens" -> counters.set(Count.PROMPT, json.count());
      case "completion_tokens", "output_tokens" -> counters.set(Count.OUTPUT, json.count());
      case "total_tokens" -> counters.set(Count.TOTAL, json.count());
      case "prompt_tokens_details", "input_tokens_details", "input_token_details" -> promptDetails(json, counters);
      case "completion_tokens_details", "output_tokens_details", "output_token_details" ->
          outputDetails(json, counters);
      case "prompt_cache_hit_tokens", "cached_tokens" -> counters.set(Count.CACHE_READ_INSIDE, json.count());
      case "reasoning_tokens" -> counters.set(Count.REASONING, json.count());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void promptDetails(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "cached_tokens", "cached_prompt_text_tokens" -> counters.set(Count.CACHE_READ_INSIDE, json.count());
        case "cache_write_tokens", "created_cache_tokens" -> counters.set(Count.CACHE_WRITE_INSIDE, json.count());
        default -> json.skip();
      }
    }
  }

  private static void outputDetails(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "reasoning_tokens" -> counters.set(Count.REASONING, json.count());
        case "thinking_tokens" -> counters.set(Count.REASONING_INSIDE, json.count());
        default -> json.skip();
      }
    }
  }
}
