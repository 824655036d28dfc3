package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;

/** A provider's usage object somewhere in a tool's log. */
final class ApiTokens {
  private ApiTokens() {}

  /** Reads the usage object that comes next; anything else reads as zero. */
  static Tokens read(JsonScanner json) throws IOException {
    UsageObject usage = new UsageObject();
    usage.read(json);
    Tokens tokens = usage.counters().tokens();
    return tokens == null ? Tokens.ZERO : tokens;
  }
}
