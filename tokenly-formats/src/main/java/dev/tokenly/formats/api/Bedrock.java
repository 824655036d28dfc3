package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;

/** Usage as Bedrock's Converse API and its invocation metrics write it: caches are beside the input. */
final class Bedrock {
  private Bedrock() {}

  /** Takes one field of a {@code usage} or metrics object; false when it is none of these. */
  static boolean take(String field, JsonScanner json, Counters counters) throws IOException {
    switch (field) {
      case "inputTokens", "inputTokenCount" -> counters.set(Count.PROMPT, json.count());
      case "outputTokens", "outputTokenCount" -> counters.set(Count.OUTPUT, json.count());
      case "totalTokens" -> counters.set(Count.TOTAL, json.count());
      case "cacheReadInputTokens", "cacheReadInputTokenCount" -> counters.set(Count.CACHE_READ_OUTSIDE, json.count());
      case "cacheWriteInputTokens", "cacheWriteInputTokenCount" ->
          counters.set(Count.CACHE_WRITE_OUTSIDE, json.count());
      case "cacheDetails" -> cacheDetails(json, counters);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void cacheDetails(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      cacheDetail(json, counters);
    }
  }

  private static void cacheDetail(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    String lifetime = null;
    long tokens = -1;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "ttl" -> lifetime = json.text();
        case "inputTokens" -> tokens = json.count();
        default -> json.skip();
      }
    }
    if (lifetime != null) {
      counters.set(
          switch (lifetime) {
            case "5m" -> Count.CACHE_WRITE_5M;
            case "1h" -> Count.CACHE_WRITE_1H;
            default -> Count.CACHE_WRITE_ELSE;
          },
          tokens);
    }
  }
}
