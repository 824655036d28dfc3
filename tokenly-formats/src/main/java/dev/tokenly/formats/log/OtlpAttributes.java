package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonNumbers;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The attributes of a span, event or resource that say who called which model and what it took; no other is read. */
final class OtlpAttributes {
  private static final Set<String> WANTED =
      Set.of(
          "service.name",
          "gen_ai.provider.name",
          "gen_ai.system",
          "llm.vendor",
          "llm.provider",
          "gen_ai.operation.name",
          "llm.request.type",
          "openinference.span.kind",
          "ai.operationId",
          "gen_ai.response.model",
          "gen_ai.request.model",
          "llm.model_name",
          "ai.model.id",
          "gen_ai.response.id",
          "ai.response.id",
          "gen_ai.conversation.id",
          "gen_ai.usage.input_tokens",
          "gen_ai.usage.prompt_tokens",
          "llm.usage.prompt_tokens",
          "llm.token_count.prompt",
          "ai.usage.promptTokens",
          "ai.usage.inputTokens",
          "gen_ai.usage.output_tokens",
          "gen_ai.usage.completion_tokens",
          "llm.usage.completion_tokens",
          "llm.token_count.completion",
          "ai.usage.completionTokens",
          "ai.usage.outputTokens",
          "gen_ai.usage.cache_read.input_tokens",
          "gen_ai.usage.cache_read_input_tokens",
          "gen_ai.usage.cached_input_tokens",
          "llm.token_count.prompt_details.cache_read",
          "gen_ai.usage.cache_creation.input_tokens",
          "gen_ai.usage.cache_write.input_tokens",
          "gen_ai.usage.cache_creation_input_tokens",
          "llm.token_count.prompt_details.cache_write",
          "gen_ai.usage.reasoning.output_tokens",
          "gen_ai.usage.reasoning_tokens",
          "llm.token_count.completion_details.reasoning",
          "event.name",
          "event.timestamp",
          "session.id",
          "model",
          "request_id",
          "cost_usd",
          "duration_ms",
          "speed",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_creation_tokens",
          "event.kind",
          "conversation.id",
          "service_tier",
          "input_token_count",
          "output_token_count",
          "cached_token_count",
          "reasoning_token_count",
          "cached_content_token_count",
          "thoughts_token_count",
          "tool_token_count");

  /** Stands for a number that is too long to be one. */
  private static final String NO_NUMBER = "?";

  /** Some exporters write underscores where the convention has dots. */
  private static final Map<String, String> UNDERSCORED =
      WANTED.stream().collect(Collectors.toMap(name -> name.replace('.', '_'), name -> name, (one, _) -> one));

  private final Map<String, String> values = new HashMap<>();
  private boolean badCount;

  /** Reads the plain object of attributes that comes next. */
  void readFlat(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      String key = WANTED.contains(name) ? name : UNDERSCORED.get(name);
      if (key == null) {
        json.skip();
      } else {
        plain(key, json);
      }
    }
  }

  /** Reads the list of attributes that comes next. */
  void read(JsonScanner json) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      attribute(json);
    }
  }

  private void attribute(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    String key = "";
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("key")) {
        String text = json.text();
        key = text == null ? "" : text;
      } else if (name.equals("value") && WANTED.contains(key)) {
        value(key, json);
      } else {
        json.skip();
      }
    }
  }

  /** Whole numbers are texts in OTLP's JSON; numbers are accepted too. */
  private void value(String key, JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      plain(key, json);
    }
  }

  private void plain(String key, JsonScanner json) throws IOException {
    int next = json.peekOrEnd();
    if (next == '"') {
      String text = json.text();
      values.put(key, text == null ? "" : text);
    } else {
      BigDecimal number = json.decimal();
      boolean isNumber = next == '-' || Character.isDigit(next);
      values.put(key, number != null ? number.toPlainString() : isNumber ? NO_NUMBER : "");
    }
  }

  /** The first of these that is there, or null. */
  @Nullable
  String text(String... keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** The first of these as a whole number ≥ 0; 0 when none is there. */
  long count(String... keys) {
    String text = text(keys);
    badCount |= JsonNumbers.isNoCount(text);
    return Math.max(0, JsonNumbers.count(text));
  }

  /** Whether some count that was asked for is none: a negative or immense number, or no number. */
  boolean sawBadCount() {
    return badCount;
  }

  /** The first of these as a decimal, or null. */
  @Nullable
  BigDecimal decimal(String... keys) {
    String text = text(keys);
    return text == null ? null : JsonNumbers.decimal(text.strip());
  }
}
