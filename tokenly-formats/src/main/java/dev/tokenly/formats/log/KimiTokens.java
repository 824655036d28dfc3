package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;

/** Kimi's usage object in either tool's spelling: the other input is beside the caches, reasoning is inside the output. */
final class KimiTokens {
  private KimiTokens() {}

  /** Reads the usage object that comes next; anything else reads as zero. */
  static Tokens read(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return Tokens.ZERO;
    }
    long input = 0;
    long cacheRead = 0;
    long cacheWrite = 0;
    long output = 0;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      long count = json.tokens();
      switch (name) {
        case "input_other", "inputOther" -> input = count;
        case "input_cache_read", "inputCacheRead" -> cacheRead = count;
        case "input_cache_creation", "inputCacheCreation" -> cacheWrite = count;
        case "output" -> output = count;
        default -> {}
      }
    }
    return new Tokens(input, cacheRead, 0, 0, cacheWrite, output, 0);
  }
}
