package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;

/**
 * Usage as Anthropic's Messages API writes it: {@code input_tokens} is beside the caches, cache writes are split by
 * lifetime where the reply says so, thinking is part of the output.
 */
final class Anthropic {
  private Anthropic() {}

  /** Takes one field of a {@code usage} object that OpenAI has not; false when it is none of these. */
  static boolean take(String field, JsonScanner json, Counters counters) throws IOException {
    switch (field) {
      case "cache_read_input_tokens" -> counters.set(Count.CACHE_READ_OUTSIDE, json.count());
      case "cache_creation_input_tokens" -> counters.set(Count.CACHE_WRITE_OUTSIDE, json.count());
      case "cache_creation" -> cacheCreation(json, counters);
      case "server_tool_use" -> serverTools(json, counters);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void cacheCreation(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    long others = 0;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "ephemeral_5m_input_tokens" -> counters.set(Count.CACHE_WRITE_5M, json.count());
        case "ephemeral_1h_input_tokens" -> counters.set(Count.CACHE_WRITE_1H, json.count());
        default -> others += isLifetime(name) ? json.tokens() : skipped(json);
      }
    }
    counters.set(Count.CACHE_WRITE_ELSE, others);
  }

  /** Another lifetime than there are today, by the same naming. */
  private static boolean isLifetime(String name) {
    return name.startsWith("ephemeral_") && name.endsWith("_input_tokens");
  }

  private static long skipped(JsonScanner json) throws IOException {
    json.skip();
    return 0;
  }

  private static void serverTools(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("web_search_requests")) {
        counters.set(Count.WEB_SEARCHES, json.count());
      } else {
        json.skip();
      }
    }
  }
}
