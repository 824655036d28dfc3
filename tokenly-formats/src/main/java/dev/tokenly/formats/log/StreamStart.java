package dev.tokenly.formats.log;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a streamed Anthropic reply began: the later events carry neither its id nor, mostly, what its prompt took. */
record StreamStart(@Nullable String id, @Nullable String model, Tokens tokens) {
  private static final StreamStart NONE = new StreamStart(null, null, Tokens.ZERO);

  /**
   * The reply with a later event's counts, each bucket at its largest: events leave out what they do not repeat. Cache
   * writes are taken from one of the two, as only one may know their lifetimes.
   */
  Tokens with(Tokens later) {
    Tokens writes = writes(later) > writes(tokens) ? later : tokens;
    return new Tokens(
        Math.max(tokens.input(), later.input()),
        Math.max(tokens.cacheRead(), later.cacheRead()),
        writes.cacheWrite5m(),
        writes.cacheWrite1h(),
        writes.cacheWriteOther(),
        Math.max(tokens.output(), later.output()),
        Math.max(tokens.reasoning(), later.reasoning()));
  }

  private static long writes(Tokens tokens) {
    return tokens.cacheWrite5m() + tokens.cacheWrite1h() + tokens.cacheWriteOther();
  }

  static StreamStart of(String json) {
    if (json.isEmpty()) {
      return NONE;
    }
    try {
      Fields fields = Fields.parse(json.getBytes(StandardCharsets.UTF_8));
      Tokens tokens =
          new Tokens(
              fields.number("input", 0),
              fields.number("cache_read", 0),
              fields.number("cache_write_5m", 0),
              fields.number("cache_write_1h", 0),
              0,
              fields.number("output", 0),
              0);
      return new StreamStart(fields.optionalText("id"), fields.optionalText("model"), tokens);
    } catch (IllegalArgumentException _) {
      return NONE;
    }
  }

  String toJson() {
    if (equals(NONE)) {
      return "";
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("model", model);
    json.put("input", tokens.input());
    json.put("cache_read", tokens.cacheRead());
    json.put("cache_write_5m", tokens.cacheWrite5m());
    json.put("cache_write_1h", tokens.cacheWrite1h());
    json.put("output", tokens.output());
    return JsonText.write(json);
  }
}
