package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's logging payloads and exported SpendLogs rows, one JSON object a line. The prompt contains both caches; a reply
 * from LiteLLM's own cache cost nothing. A failure that used tokens (a stream that broke off) counts like any other. Its cost
 * is worked out from its own price list.
 */
public final class LiteLlm implements LogFormat {
  private static final String NAME = "litellm";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: callbacks write where they are told. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(
        line -> line.has("call_type", "prompt_tokens")
            && (line.has("response_cost", "startTime") || line.has("request_id", "spend")));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line());
  }

  private static final class Line implements JsonLines.Parser {
    private final UsageObject usage = new UsageObject();
    private @Nullable String id;
    private @Nullable String requestId;
    private @Nullable String model;
    private @Nullable String provider;
    private @Nullable String session;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable BigDecimal cost;
    private boolean cacheHit;

    @Override
    public void parse(JsonScanner json) throws IOException {
      clear();
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "id" -> id = json.text();
          case "request_id" -> requestId = json.text();
          case "model" -> model = json.text();
          case "custom_llm_provider" -> provider = json.text();
          case "session_id" -> session = json.text();
          case "trace_id" -> session = session == null ? json.text() : kept(json, session);
          case "startTime" -> started = LogTime.read(json);
          case "endTime" -> ended = LogTime.read(json);
          case "response_cost", "spend" -> cost = json.decimal();
          case "cache_hit" -> cacheHit = isTrue(json);
          case "metadata" -> metadata(json);
          case "prompt_tokens", "completion_tokens", "total_tokens" -> usage.take(name, json);
          default -> json.skip();
        }
      }
    }

    private void clear() {
      usage.reset();
      id = null;
      requestId = null;
      model = null;
      provider = null;
      session = null;
      started = null;
      ended = null;
      cost = null;
      cacheHit = false;
    }

    private static String kept(JsonScanner json, String kept) throws IOException {
      json.skip();
      return kept;
    }

    /** A literal in payloads, a text in rows. */
    private static boolean isTrue(JsonScanner json) throws IOException {
      return json.peekOrEnd() == '"' ? "true".equalsIgnoreCase(json.text()) : json.flag();
    }

    private void metadata(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("usage_object")) {
          details(json);
        } else {
          json.skip();
        }
      }
    }

    /** The provider's own usage: only its caches and reasoning; Anthropic's are inside LiteLLM's prompt too. */
    private void details(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "prompt_tokens_details", "completion_tokens_details" -> usage.take(name, json);
          case "cache_read_input_tokens" -> usage.cacheReadInside(json.count());
          case "cache_creation_input_tokens" -> usage.cacheWriteInside(json.count());
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      Tokens tokens = usage.counters().tokens();
      if (tokens == null || tokens.isZero()) {
        return;
      }
      Instant time = ended == null ? started : ended;
      if (time == null) {
        sink.bad("endTime: missing or no time");
        return;
      }
      String known = requestId == null ? id : requestId;
      Sighting call = new Sighting(NAME, NAME).byModel(provider, model).inSession(session);
      if (cacheHit) {
        call.priced(new PriceModifiers(null, null, null, 0, true, false));
      } else if (cost != null && cost.signum() > 0) {
        call.costing(UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE));
      }
      call.took(started == null || ended == null ? -1 : ended.toEpochMilli() - started.toEpochMilli());
      sink.record(call.record(time, known == null ? Keys.ofCall(NAME, time, model, tokens) : known, tokens));
    }
  }
}
