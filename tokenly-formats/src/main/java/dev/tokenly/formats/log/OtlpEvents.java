package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The log events in which tools tell of their own model calls: Claude Code's by the request's id, Gemini CLI's by what the
 * call took in its session, which its chat knows too, Codex's where no rollout of the thread is at hand.
 */
final class OtlpEvents {
  private final String format;
  private final Map<String, Boolean> rollouts = new HashMap<>();

  OtlpEvents(String format) {
    this.format = format;
  }

  /** Whether a program of this name tells every call in an event, so that its spans are the same calls again. */
  static boolean tellsAll(@Nullable String service) {
    return "gemini-cli".equals(service);
  }

  /** Shows the call the event tells of, if it tells of one. */
  void show(OtlpCalls.Item item, RecordSink sink) {
    String name = item.attributes.text("event.name");
    if (isClaude(item, name)) {
      claude(item, sink);
    } else if ("gemini_cli.api_response".equals(name)) {
      gemini(item, sink);
    } else if ("codex.sse_event".equals(name) && "response.completed".equals(item.attributes.text("event.kind"))) {
      codex(item, sink);
    }
  }

  private static boolean isClaude(OtlpCalls.Item item, @Nullable String name) {
    return item.event.equals("claude_code.api_request")
        || "claude_code.api_request".equals(name)
        || ("api_request".equals(name) && item.event.startsWith("claude_code"));
  }

  /** The time of an event with tokens; null, with the reason told, when it has none of either. */
  private static @Nullable Instant time(OtlpCalls.Item item, Tokens tokens, RecordSink sink) {
    if (item.attributes.sawBadCount()) {
      sink.badCount();
      return null;
    }
    Instant named = LogTime.of(item.attributes.text("event.timestamp"));
    Instant time = named == null ? item.when() : named;
    if (time == null) {
      sink.bad("timeUnixNano: missing or no time");
    }
    return tokens.isZero() ? null : time;
  }

  /** The lifetimes of cache writes are not in telemetry. */
  private void claude(OtlpCalls.Item item, RecordSink sink) {
    OtlpAttributes attributes = item.attributes;
    Tokens tokens =
        new Tokens(
            attributes.count("input_tokens"),
            attributes.count("cache_read_tokens"),
            0,
            0,
            attributes.count("cache_creation_tokens"),
            attributes.count("output_tokens"),
            0);
    Instant time = time(item, tokens, sink);
    if (time == null) {
      return;
    }
    String model = attributes.text("model");
    String session = attributes.text("session.id");
    String request = attributes.text("request_id");
    BigDecimal cost = attributes.decimal("cost_usd");
    boolean fast = "fast".equals(attributes.text("speed"));
    sink.record(
        new Sighting(format, ClaudeCode.NAME)
            .by(Vendors.of(model, "anthropic"), model)
            .inSession(session)
            .took(attributes.text("duration_ms") == null ? -1 : attributes.count("duration_ms"))
            .priced(fast ? new PriceModifiers(null, "fast", null, 0, false, false) : PriceModifiers.NONE)
            .costing(
                cost == null || cost.signum() < 0 ? null : UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE))
            .record(time, request == null ? Keys.of(format, session, time, model, tokens) : request, tokens));
  }

  /** The cached part is inside the input, thoughts and tool results are beside output and input. */
  private void gemini(OtlpCalls.Item item, RecordSink sink) {
    OtlpAttributes attributes = item.attributes;
    long cached = attributes.count("cached_content_token_count");
    long thoughts = attributes.count("thoughts_token_count");
    long input = Math.max(0, attributes.count("input_token_count") - cached) + attributes.count("tool_token_count");
    Tokens tokens = new Tokens(input, cached, 0, 0, 0, attributes.count("output_token_count") + thoughts, thoughts);
    Instant time = time(item, tokens, sink);
    if (time == null) {
      return;
    }
    String session = Objects.requireNonNullElse(attributes.text("session.id"), "");
    sink.record(
        new Sighting(format, GeminiCli.NAME)
            .by("google", attributes.text("model"))
            .inSession(session)
            .took(attributes.text("duration_ms") == null ? -1 : attributes.count("duration_ms"))
            .record(time, GeminiCli.callKey(session, tokens), tokens));
  }

  /** The input contains the cached part, the output the reasoning; {@code tool_token_count} is their total. */
  private void codex(OtlpCalls.Item item, RecordSink sink) {
    OtlpAttributes attributes = item.attributes;
    CodexTokens usage =
        new CodexTokens(
            attributes.count("input_token_count"),
            attributes.count("cached_token_count"),
            0,
            attributes.count("output_token_count"),
            attributes.count("reasoning_token_count"),
            0);
    Instant time = time(item, usage.buckets(), sink);
    String thread = Objects.requireNonNullElse(attributes.text("conversation.id"), "");
    if (time == null || rollouts.computeIfAbsent(thread, id -> CodexAncestors.hasRollout(Machine.current(), id))) {
      return;
    }
    String tier = attributes.text("service_tier");
    sink.record(
        new Sighting(format, Codex.NAME)
            .by("openai", attributes.text("model"))
            .inSession(thread)
            .priced(tier == null ? PriceModifiers.NONE : new PriceModifiers(tier, null, null, 0, false, false))
            .record(time, Keys.of("codex-event", thread, time, usage), usage.buckets()));
  }
}
