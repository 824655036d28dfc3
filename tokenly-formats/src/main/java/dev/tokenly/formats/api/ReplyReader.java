package dev.tokenly.formats.api;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one reply of any provider, whole or event by event: finds the usage object wherever the provider or a wrapper put
 * it, who answered, how it ended. What comes later replaces what came before, nothing is ever added. Reusable.
 */
public final class ReplyReader {
  private static final int MAX_DEPTH = 4;

  private final UsageObject usage = new UsageObject();
  private final @Nullable RawUsage raw;
  private @Nullable String model;
  private @Nullable String id;
  private @Nullable String stopReason;
  private @Nullable String errorType;
  private boolean usageSeen;
  private boolean usageInEvent;
  private boolean ended;
  private boolean batch;
  private boolean ollama;
  private @Nullable String eventType;
  private @Nullable String time;

  public ReplyReader() {
    this(null);
  }

  /** One that also keeps what it reads of usage as it is written; for replies that are held as ranges of bytes. */
  ReplyReader(@Nullable RawUsage raw) {
    this.raw = raw;
  }

  /** Forgets everything. */
  public void reset() {
    usage.reset();
    if (raw != null) {
      raw.reset();
    }
    model = null;
    id = null;
    stopReason = null;
    errorType = null;
    usageSeen = false;
    ended = false;
    batch = false;
    ollama = false;
    eventType = null;
    time = null;
  }

  /** Reads the next object of the reply (an event's data, a line, or the whole body; an array of those is read through). */
  public void read(JsonScanner json) throws IOException {
    usageInEvent = false;
    if (json.peekOrEnd() == '[') {
      json.beginArray();
      while (json.nextElement()) {
        object(json, 1);
      }
    } else {
      object(json, 0);
    }
    ended |= usageInEvent && stopReason != null;
  }

  private void object(JsonScanner json, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      json.skip();
      return;
    }
    if (!json.beginObject()) {
      return;
    }
    String ownId = null;
    boolean hasUsage = false;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id", "responseId", "response_id" -> ownId = json.text();
        case "usage", "amazon-bedrock-invocationMetrics" -> hasUsage |= usage(json);
        case "meta" -> hasUsage |= usageSeen |= OtherProviders.cohereMeta(json, usage.counters());
        case "usageMetadata", "usage_metadata" -> hasUsage |= geminiUsage(json);
        case "response", "data", "result", "body", "message", "metadata", "x_groq", "delta" -> object(json, depth + 1);
        default -> field(name, json);
      }
    }
    if (ownId != null && (hasUsage || id == null)) {
      id = ownId;
    }
  }

  private boolean usage(JsonScanner json) throws IOException {
    boolean present = look(json);
    usage.read(json);
    usageSeen |= present;
    usageInEvent |= present;
    return present;
  }

  /** Whether a usage object comes next, of which a copy is kept where that is asked for. */
  private boolean look(JsonScanner json) throws IOException {
    boolean present = json.peekOrEnd() == '{';
    if (present && raw != null) {
      raw.look(json);
    }
    return present;
  }

  private boolean geminiUsage(JsonScanner json) throws IOException {
    boolean present = look(json);
    Gemini.usageMetadata(json, usage.counters());
    usageSeen |= present;
    usageInEvent |= present;
    return present;
  }

  private void field(String name, JsonScanner json) throws IOException {
    switch (name) {
      case "model", "modelVersion", "model_version" -> model = kept(model, json.text());
      case "choices", "candidates" -> choices(json);
      case "stop_reason", "stopReason", "done_reason" -> stopReason = kept(stopReason, json.text());
      case "status" -> status(json.text());
      case "incomplete_details" -> incompleteDetails(json);
      case "type" -> type(json.text());
      case "service_tier" -> usage.tier(json.text());
      case "created", "created_at", "createTime", "timestamp", "time", "ts" -> time = kept(time, scalar(json));
      case "done" -> ended |= json.flag();
      case "error" -> error(json);
      case "custom_id" -> {
        batch = true;
        json.skip();
      }
      default -> {
        Counters.Count count = OtherProviders.ofOllama(name);
        if (count == null) {
          json.skip();
        } else {
          outsideUsage(name, count, json);
        }
      }
    }
  }

  private void outsideUsage(String name, Counters.Count count, JsonScanner json) throws IOException {
    if (raw != null) {
      raw.look(name, json);
    }
    usage.counters().set(count, json.count());
    usageSeen = true;
    ollama = true;
  }

  private static @Nullable String kept(@Nullable String before, @Nullable String now) {
    return now == null || now.isEmpty() ? before : now;
  }

  private static @Nullable String scalar(JsonScanner json) throws IOException {
    if (json.peekOrEnd() == '"') {
      return json.text();
    }
    BigDecimal number = json.decimal();
    return number == null ? null : number.toPlainString();
  }

  /** The Responses API says in {@code status} how a reply ended. */
  private void status(@Nullable String status) {
    if (status == null) {
      return;
    }
    switch (status) {
      case "completed", "incomplete", "failed", "cancelled" -> stopReason = kept(status, stopReason);
      default -> {}
    }
  }

  private void incompleteDetails(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("reason")) {
        stopReason = kept(stopReason, json.text());
      } else {
        json.skip();
      }
    }
  }

  private void type(@Nullable String type) {
    if (type == null) {
      return;
    }
    switch (type) {
      case "message_start", "message_delta" -> eventType = type; // the message within has a type of its own
      case "message_stop", "response.completed", "response.incomplete", "response.failed", "response.done" ->
          ended = true;
      default -> {}
    }
  }

  private void choices(JsonScanner json) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      choice(json);
    }
  }

  private void choice(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "finish_reason", "finishReason" -> stopReason = kept(stopReason, json.text());
        case "usage" -> usage(json);
        default -> json.skip();
      }
    }
  }

  /** Keeps an error's type or code, never its text. */
  private void error(JsonScanner json) throws IOException {
    int next = json.peekOrEnd();
    if (next == '"') {
      json.skip();
      errorType = "error";
      return;
    }
    if (!json.beginObject()) {
      return;
    }
    String type = null;
    String code = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type", "status" -> type = kept(type, json.text());
        case "code" -> code = json.text();
        default -> json.skip();
      }
    }
    errorType = type != null ? type : code != null ? code : "error";
  }

  /** Whether an event said that the reply is over, or gave its counts together with or after the reason it stopped. */
  boolean ended() {
    return ended;
  }

  /** Whether this began a streamed reply of Anthropic's, whose later events do not repeat its id. */
  public boolean isStreamStart() {
    return "message_start".equals(eventType);
  }

  /** Whether this is a later event of such a stream, with the counts so far. */
  public boolean isStreamDelta() {
    return "message_delta".equals(eventType);
  }

  /** Whether the counts stand where only Ollama puts them. */
  public boolean isOllama() {
    return ollama;
  }

  /** The reply's time as it was written, also as a number of seconds or so; null when it has none. */
  public @Nullable String time() {
    return time;
  }

  /** Whether any provider's count has been seen. */
  public boolean hasUsage() {
    return usageSeen && usage.counters().hasUsage();
  }

  /** What has been read; {@code complete} says whether the reply came to its own end. */
  public ReplyUsage usage(boolean complete) {
    if (batch) {
      usage.tier("batch");
    }
    boolean counted = hasUsage();
    UsageSource source =
        !counted ? UsageSource.NONE : complete ? UsageSource.PROVIDER_FINAL : UsageSource.PROVIDER_PARTIAL;
    return new ReplyUsage(
        new ReplyUsage.Answer(model, id, stopReason, errorType),
        counted ? usage.counters().tokens() : null,
        usage.counters().total(),
        source,
        usage.modifiers(),
        usage.reportedCost(),
        raw == null ? Map.of() : raw.numbers());
  }
}
