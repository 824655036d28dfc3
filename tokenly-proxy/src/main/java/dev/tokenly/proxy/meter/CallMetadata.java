package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.api.UsageSource;
import dev.tokenly.model.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record says besides the counts: sizes of the request, how the counts came about, what filters saved. */
public record CallMetadata(Endpoint endpoint, RequestFacts facts, long requestBytes, long savedChars) {
  private static final int CHARS_A_TOKEN = 4;
  private static final int ROOMY = 2048; // what the provider wrote of usage, at most 1 KiB, still fits

  @Nullable
  String modelAsked() {
    return facts.model();
  }

  /** The metadata of an outcome as compact JSON, well under 4 KiB. */
  String json(Outcome outcome, Caller caller) {
    Map<String, Object> map = new LinkedHashMap<>();
    addCounting(map, outcome);
    addNames(map, outcome.reply(), caller);
    addSizes(map);
    String json = JsonText.write(map);
    Map<String, Object> raw = outcome.reply() == null ? Map.of() : outcome.reply().raw();
    if (raw.isEmpty() || json.length() > ROOMY) {
      return json;
    }
    map.put("usage_raw", raw);
    return JsonText.write(map);
  }

  private void addCounting(Map<String, Object> map, Outcome outcome) {
    ReplyUsage reply = outcome.reply();
    UsageSource source = CallRecord.source(reply);
    map.put("usage_source", source.wireName());
    map.put("end", outcome.end().wireName());
    boolean answered = outcome.status() < 400 || outcome.end() == End.CLIENT_ABORT;
    if (source == UsageSource.NONE && answered && endpoint != Endpoint.COUNT_TOKENS) {
      map.put("usage_missing", true);
      if (outcome.end() != End.COMPLETE) {
        addEstimate(map, outcome.timing().replyBytes());
      }
    }
    if (reply != null && !reply.isConsistent()) {
      map.put("usage_inconsistent", true);
      map.put("total_provider", String.valueOf(reply.providerTotal()));
    }
  }

  /** A call cut before its counts came was still paid for: the guess stands beside the counts, never in them. */
  private void addEstimate(Map<String, Object> map, long replyBytes) {
    map.put("estimated", true);
    RequestFacts.Shape shape = facts.shape();
    map.put("estimated_input_tokens", (shape.systemChars() + shape.historyChars()) / CHARS_A_TOKEN);
    map.put("estimated_output_at_most", replyBytes / CHARS_A_TOKEN);
  }

  private void addNames(Map<String, Object> map, @Nullable ReplyUsage reply, Caller caller) {
    map.put("endpoint", endpoint.name().toLowerCase(Locale.ROOT));
    String asked = facts.model();
    String answered = reply == null ? null : reply.answer().model();
    if (asked != null && answered != null && !asked.equals(answered)) {
      map.put("model_requested", CallRecord.cut(asked, 200));
    }
    if (reply != null && reply.answer().errorType() != null) {
      map.put("error_type", CallRecord.cut(reply.answer().errorType(), 100));
    }
    map.put("logical_request_id", CallRecord.cut(caller.attempt().logicalRequest(), 128));
    if (caller.attempt().number() > 1) {
      map.put("attempt", caller.attempt().number());
    }
    if (!caller.labels().tags().isEmpty()) {
      map.put("tags", caller.labels().tags());
    }
  }

  private void addSizes(Map<String, Object> map) {
    RequestFacts.Shape shape = facts.shape();
    map.put("message_count", shape.messages().all());
    map.put("user_messages", shape.messages().user());
    map.put("assistant_messages", shape.messages().assistant());
    map.put("tool_count", shape.tools());
    map.put("request_bytes", requestBytes);
    map.put("system_chars", shape.systemChars());
    map.put("history_chars", shape.historyChars());
    if (!shape.systemSections().isEmpty()) {
      map.put("system_sections", shape.systemSections());
    }
    if (savedChars > 0) {
      map.put("filters_saved_chars", savedChars);
    }
  }
}
