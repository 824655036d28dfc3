package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.formats.json.MalformedJson;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One message of a Cline task, as far as it says what was spent. Reusable. */
final class ClineMessage {
  private final String application;
  private final String task;
  private final ClineModels models;
  private final JsonScanner nested = new JsonScanner();
  private String say = "";
  private @Nullable Instant time;
  private @Nullable String model;
  private @Nullable String provider;
  private long tokensIn;
  private long tokensOut;
  private long cacheWrites;
  private long cacheReads;
  private @Nullable BigDecimal cost;
  private @Nullable String protocol;
  private boolean badCount;
  private @Nullable String broken;

  ClineMessage(String application, String task, ClineModels models) {
    this.application = application;
    this.task = task;
    this.models = models;
  }

  /** Reads the message that comes next, forgetting the one before. */
  void read(JsonScanner json) throws IOException {
    say = "";
    time = null;
    model = null;
    provider = null;
    tokensIn = -1;
    tokensOut = 0;
    cacheWrites = 0;
    cacheReads = 0;
    cost = null;
    protocol = null;
    badCount = false;
    broken = null;
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "ts" -> time = LogTime.read(json);
        case "say" -> say = Objects.requireNonNullElse(json.text(), "");
        case "modelInfo" -> modelInfo(json);
        case "contextCondense" -> condensed(json);
        case "text" -> text(json);
        default -> json.skip();
      }
    }
  }

  private void modelInfo(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "modelId", "id" -> model = json.text();
        case "providerId", "provider" -> provider = json.text();
        default -> json.skip();
      }
    }
  }

  /** Of a summary that was made of the conversation only the cost is told, and how long the context is before and after. */
  private void condensed(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("cost")) {
        cost = json.decimal();
      } else {
        json.skip();
      }
    }
  }

  /** The text is JSON where it counts, and prose or a prompt elsewhere; which of them {@code say} may tell only later. */
  private void text(JsonScanner json) throws IOException {
    try (InputStream text = json.textStream()) {
      nested.over(text);
      if (nested.peekOrEnd() == '{' && counts(say)) {
        counters();
        badCount = nested.tookBadCount();
      }
    } catch (MalformedJson e) {
      tokensIn = -1;
      broken = e.getMessage();
    }
  }

  private static boolean counts(String say) {
    return switch (say) {
      case "", "api_req_started", "api_req_finished", "deleted_api_reqs", "subagent_usage" -> true;
      default -> false;
    };
  }

  private void counters() throws IOException {
    nested.beginObject();
    for (String name = nested.nextField(); name != null; name = nested.nextField()) {
      switch (name) {
        case "tokensIn" -> tokensIn = nested.count();
        case "tokensOut" -> tokensOut = Math.max(0, nested.count());
        case "cacheWrites" -> cacheWrites = Math.max(0, nested.count());
        case "cacheReads" -> cacheReads = Math.max(0, nested.count());
        case "cost", "totalCost" -> cost = nested.decimal();
        case "apiProtocol" -> protocol = nested.text();
        default -> nested.skip();
      }
    }
  }

  /** Shows the call, if this is one whose counts are in. Its place in the task is no part of its key: messages are deleted. */
  void show(RecordSink sink) {
    boolean isRequest = !say.isEmpty() && counts(say);
    if (isRequest && broken != null) {
      sink.bad(broken);
      return;
    }
    if (isRequest && badCount) {
      sink.badCount();
      return;
    }
    boolean named = cost != null && cost.signum() > 0;
    boolean costOnly = named && say.equals("condense_context");
    if (!costOnly && (tokensIn < 0 || !isRequest)) {
      return;
    }
    if (time == null) {
      sink.bad("ts: missing or no time");
      return;
    }
    Tokens tokens = costOnly ? Tokens.ZERO : tokens();
    if (tokens.isZero() && !costOnly) {
      return;
    }
    ClineModels.Used used = models.at(time);
    sink.record(
        new Sighting("cline", application)
            .byModel(provider == null ? used.provider() : provider, model == null ? used.model() : model)
            .inSession(task)
            .costing(named && cost != null ? UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE) : null)
            .record(time, Keys.of("cline", application, task, time, say), tokens));
  }

  /** Behind an OpenAI protocol the input contains the caches. */
  private Tokens tokens() {
    boolean inclusive = "openai".equals(protocol) && tokensIn >= cacheReads + cacheWrites;
    long input = inclusive ? tokensIn - cacheReads - cacheWrites : tokensIn;
    return new Tokens(input, cacheReads, cacheWrites, 0, 0, tokensOut, 0);
  }
}
