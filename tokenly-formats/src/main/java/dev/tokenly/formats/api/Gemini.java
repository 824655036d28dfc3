package dev.tokenly.formats.api;

import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;

/**
 * Usage as Gemini and Vertex write it: the cached part is inside the prompt, results of tools and thoughts are beside
 * prompt and candidates.
 */
public final class Gemini {
  private Gemini() {}

  /** Reads a {@code usageMetadata} object; every chunk of a stream has running values. */
  public static void usageMetadata(JsonScanner json, Counters counters) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "promptTokenCount" -> counters.set(Count.PROMPT, json.count());
        case "cachedContentTokenCount" -> counters.set(Count.CACHE_READ_INSIDE, json.count());
        case "toolUsePromptTokenCount" -> counters.set(Count.TOOL_PROMPT, json.count());
        case "candidatesTokenCount" -> counters.set(Count.OUTPUT, json.count());
        case "thoughtsTokenCount" -> counters.set(Count.REASONING_OUTSIDE, json.count());
        case "totalTokenCount" -> counters.set(Count.TOTAL, json.count());
        default -> json.skip();
      }
    }
  }
}
