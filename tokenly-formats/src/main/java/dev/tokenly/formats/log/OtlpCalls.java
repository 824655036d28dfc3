package dev.tokenly.formats.log;

import dev.tokenly.model.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans and events of one export. Agents' and workflows' spans repeat what their model calls took, and where two
 * instrumentations wrap one call the outer span repeats the inner one: only innermost model calls count.
 */
final class OtlpCalls {
  private final List<Item> items = new ArrayList<>();
  private final OtlpEvents events = new OtlpEvents(Otlp.NAME);

  /** A span or a log event while it is read. */
  static final class Item {
    final boolean log;
    final OtlpAttributes attributes = new OtlpAttributes();
    String traceId = "";
    String spanId = "";
    String parentSpanId = "";
    String event = "";
    @Nullable String service;
    @Nullable Instant time;
    @Nullable Instant started;
    @Nullable Instant observed;

    Item(boolean log) {
      this.log = log;
    }

    @Nullable
    Instant when() {
      return time != null ? time : observed != null ? observed : started;
    }
  }

  void clear() {
    items.clear();
  }

  int size() {
    return items.size();
  }

  void add(Item item) {
    items.add(item);
  }

  /** The items from that place on belong to a resource of this name. */
  void setService(int from, @Nullable String service) {
    items.subList(from, items.size()).forEach(item -> item.service = service);
  }

  void show(RecordSink sink) {
    Set<String> outer = outerSpans();
    for (Item item : items) {
      if (item.log) {
        events.show(item, sink);
      } else if (isCall(item) && !outer.contains(item.spanId) && !OtlpEvents.tellsAll(item.service)) {
        span(item, sink);
      }
    }
  }

  /** Every span above a model call with tokens. */
  private Set<String> outerSpans() {
    Map<String, String> parents = new HashMap<>();
    items.forEach(item -> parents.put(item.spanId, item.parentSpanId));
    Set<String> outer = new HashSet<>();
    for (Item item : items) {
      if (!item.log && isCall(item)) {
        String parent = item.parentSpanId;
        while (parent != null && !parent.isEmpty() && outer.add(parent)) {
          parent = parents.get(parent);
        }
      }
    }
    return outer;
  }

  private static boolean isCall(Item item) {
    String operation = item.attributes.text("gen_ai.operation.name", "llm.request.type");
    String kind = item.attributes.text("openinference.span.kind");
    String vercel = item.attributes.text("ai.operationId");
    boolean inference =
        switch (operation == null ? "" : operation) {
          case "invoke_agent", "create_agent", "execute_tool", "invoke_workflow" -> false;
          default -> true;
        };
    boolean leafKind = kind == null || kind.equals("LLM") || kind.equals("EMBEDDING");
    boolean leafCall = vercel == null || vercel.matches(".*\\.(doGenerate|doStream|doEmbed)");
    return inference && leafKind && leafCall && (!tokens(item.attributes).isZero() || item.attributes.sawBadCount());
  }

  /** The tokens of a model call by the convention's names and their older spellings. */
  static Tokens tokens(OtlpAttributes attributes) {
    long input =
        attributes.count(
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.prompt_tokens",
            "llm.usage.prompt_tokens",
            "llm.token_count.prompt",
            "ai.usage.promptTokens",
            "ai.usage.inputTokens");
    long output =
        attributes.count(
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.completion_tokens",
            "llm.usage.completion_tokens",
            "llm.token_count.completion",
            "ai.usage.completionTokens",
            "ai.usage.outputTokens");
    long cacheRead =
        attributes.count(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.cached_input_tokens",
            "llm.token_count.prompt_details.cache_read");
    long cacheWrite =
        attributes.count(
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "llm.token_count.prompt_details.cache_write");
    long reasoning =
        attributes.count(
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.reasoning_tokens",
            "llm.token_count.completion_details.reasoning");
    boolean exclusive = cacheRead + cacheWrite > input;
    long uncached = exclusive ? input : input - cacheRead - cacheWrite;
    return new Tokens(uncached, cacheRead, 0, 0, cacheWrite, output, Math.min(reasoning, output));
  }

  private static void span(Item item, RecordSink sink) {
    if (item.attributes.sawBadCount()) {
      sink.badCount();
      return;
    }
    Instant time = item.when();
    if (time == null) {
      sink.bad("endTimeUnixNano: missing or no time");
      return;
    }
    OtlpAttributes attributes = item.attributes;
    String model =
        attributes.text("gen_ai.response.model", "gen_ai.request.model", "llm.model_name", "ai.model.id");
    String provider =
        provider(attributes.text("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.vendor"));
    String response = attributes.text("gen_ai.response.id", "ai.response.id");
    String span = Otlp.NAME + ':' + item.traceId + ':' + item.spanId;
    sink.record(
        new Sighting(Otlp.NAME, item.service == null ? "otlp" : item.service)
            .byModel(provider, model)
            .inSession(attributes.text("gen_ai.conversation.id", "session.id"))
            .took(item.started == null ? -1 : time.toEpochMilli() - item.started.toEpochMilli())
            .record(time, response == null ? span : response, tokens(attributes)));
  }

  /** The convention's provider names in our words. */
  private static @Nullable String provider(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "gcp.gemini", "gcp.vertex_ai", "gcp.gen_ai", "gemini", "vertex_ai" -> "google";
      case "azure.ai.openai", "az.ai.openai" -> "azure";
      case "aws.bedrock" -> "bedrock";
      case "x_ai", "xai" -> "xai";
      case "mistral_ai" -> "mistral";
      case "moonshot_ai" -> "moonshot";
      default -> name;
    };
  }
}
