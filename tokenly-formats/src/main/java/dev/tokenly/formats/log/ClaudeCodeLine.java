package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.json.Rfc3339;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one line of a transcript says about a call. Reusable; the texts of the conversation are never read. */
final class ClaudeCodeLine {
  private final UsageObject usage = new UsageObject();
  private final List<Iteration> iterations = new ArrayList<>();
  private boolean assistant;
  private boolean apiError;
  private @Nullable String timestamp;
  private @Nullable String sessionId;
  private @Nullable String uuid;
  private @Nullable String requestId;
  private @Nullable String folder;
  private @Nullable String messageId;
  private @Nullable String model;
  private @Nullable String stopReason;
  private @Nullable BigDecimal cost;
  private @Nullable String lastSession;
  private @Nullable String lastRequest;
  private @Nullable String lastFolder;
  private @Nullable String lastMessage;
  private @Nullable String lastModel;
  private @Nullable String lastStop;
  private Tokens tokens = Tokens.ZERO;
  private Instant instant = Instant.EPOCH;

  /** A part of the reply that another model or a compaction was billed for. */
  private record Iteration(String kind, @Nullable String model, Tokens tokens) {}

  /** Reads the line, forgetting the one before. */
  void read(JsonScanner json) throws IOException {
    clear();
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> assistant = "assistant".equals(json.textLike("assistant"));
        case "timestamp" -> timestamp = json.text();
        case "sessionId" -> sessionId = lastSession = json.textLike(lastSession);
        case "uuid" -> uuid(json);
        case "requestId" -> requestId = lastRequest = json.textLike(lastRequest);
        case "cwd" -> folder = lastFolder = json.textLike(lastFolder);
        case "isApiErrorMessage" -> apiError = json.flag();
        case "costUSD" -> cost = json.decimal();
        case "message" -> message(json);
        default -> json.skip();
      }
    }
    Tokens counted = usage.counters().tokens();
    tokens = counted == null ? Tokens.ZERO : besideCaches(counted);
  }

  /** A proxy of OpenAI's protocol counts caches within the input: it also names a total, which only adds up that way. */
  private Tokens besideCaches(Tokens told) {
    Long total = usage.counters().total();
    long caches = told.prompt() - told.input();
    boolean inside =
        total != null && caches > 0 && told.input() >= caches && total == told.input() + told.output();
    return inside
        ? new Tokens(
            told.input() - caches, told.cacheRead(), told.cacheWrite5m(), told.cacheWrite1h(), told.cacheWriteOther(),
            told.output(), told.reasoning())
        : told;
  }

  /** Only a reply without any other id is known by its line's; it mostly stands behind them. */
  private void uuid(JsonScanner json) throws IOException {
    if (messageId == null && requestId == null) {
      uuid = json.text();
    } else {
      json.skip();
    }
  }

  private void clear() {
    usage.reset();
    iterations.clear();
    assistant = true; // a bare line may leave its type out
    apiError = false;
    timestamp = null;
    sessionId = null;
    uuid = null;
    requestId = null;
    folder = null;
    messageId = null;
    model = null;
    stopReason = null;
    cost = null;
  }

  private void message(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> messageId = lastMessage = json.textLike(lastMessage);
        case "model" -> model = lastModel = json.textLike(lastModel);
        case "stop_reason" -> stopReason = lastStop = json.textLike(lastStop);
        case "usage" -> usage(json);
        default -> json.skip();
      }
    }
  }

  private void usage(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("iterations")) {
        iterations(json);
      } else {
        usage.take(name, json);
      }
    }
  }

  private void iterations(JsonScanner json) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      iteration(json);
    }
  }

  private void iteration(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    UsageObject part = new UsageObject();
    String kind = "";
    String partModel = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> kind = Objects.requireNonNullElse(json.text(), "");
        case "model" -> partModel = json.text();
        default -> part.take(name, json);
      }
    }
    Tokens counted = part.counters().tokens();
    iterations.add(new Iteration(kind, partModel, counted == null ? Tokens.ZERO : counted));
  }

  /** Whether the line is a model's reply that cost something: not a copy in a progress line, an error or a placeholder. */
  boolean isCall() {
    return assistant && !apiError && !"<synthetic>".equals(model) && (!tokens.isZero() || hasParts());
  }

  private boolean hasParts() {
    return iterations.stream().anyMatch(part -> !part.tokens.isZero());
  }

  /** Why the call cannot be counted, or null; also settles its time. */
  @Nullable
  String problem() {
    if (timestamp == null) {
      return "timestamp: missing";
    }
    if (messageId == null && requestId == null && uuid == null) {
      return "message.id: missing, and no requestId or uuid";
    }
    try {
      instant = Rfc3339.parse(timestamp);
      return null;
    } catch (IllegalArgumentException _) {
      return "timestamp: not an RFC 3339 time";
    }
  }

  /** Whether the other line says the same of the same call. */
  boolean repeats(ClaudeCodeLine other) {
    return isSameCall(other) && tokens.equals(other.tokens) && iterations.equals(other.iterations);
  }

  /** Whether the other line is the same call with more output. */
  boolean growsInto(ClaudeCodeLine other) {
    return isSameCall(other) && other.tokens.output() > tokens.output() && other.iterations.size() >= iterations.size();
  }

  private boolean isSameCall(ClaudeCodeLine other) {
    return messageId != null
        && messageId.equals(other.messageId)
        && Objects.equals(requestId, other.requestId)
        && Objects.equals(sessionId, other.sessionId);
  }

  /** Shows the call, and each part of it that was billed apart. */
  void show(RecordSink sink) {
    String id = identity();
    Tokens own = tokens;
    for (int index = 0; index < iterations.size(); index++) {
      Iteration part = iterations.get(index);
      boolean otherModel = part.kind.equals("fallback_message") && part.model != null && !part.model.equals(model);
      boolean apart = part.kind.equals("advisor_message") || part.kind.equals("compaction");
      if (part.tokens.isZero() || !(otherModel || apart)) {
        continue;
      }
      if (otherModel) {
        own = less(own, part.tokens);
      }
      String suffix = (otherModel ? "#fb" : apart && part.kind.startsWith("adv") ? "#adv" : "#cpt") + index;
      Sighting apartCall = sighting(part.model == null ? model : part.model).priced(partModifiers());
      sink.record(apartCall.record(instant, id + suffix, part.tokens));
    }
    if (!own.isZero()) {
      sink.record(whole().record(instant, id, own));
    }
  }

  private Sighting whole() {
    Sighting call =
        sighting(model).priced(usage.modifiers()).stoppedBy(stopReason)
            .alsoKnownAs(messageId == null ? null : requestId);
    return cost == null ? call : call.costing(UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE));
  }

  private Sighting sighting(@Nullable String servedBy) {
    return new Sighting(ClaudeCode.NAME, ClaudeCode.NAME)
        .by(Vendors.of(servedBy, "anthropic"), servedBy)
        .inSession(sessionId)
        .inFolder(folder);
  }

  /** A part's modifiers: searches are billed once, with the whole. */
  private PriceModifiers partModifiers() {
    PriceModifiers all = usage.modifiers();
    return new PriceModifiers(all.tier(), all.speed(), all.region(), 0, false, false);
  }

  /**
   * The message id, which is the same in every copy; one that a gateway made up may repeat in other sessions and only holds
   * within its own.
   */
  private String identity() {
    if (messageId == null) {
      return requestId != null ? requestId : within(sessionId, uuid);
    }
    return isGlobal(messageId) ? messageId : within(sessionId != null ? sessionId : requestId, messageId);
  }

  private static String within(@Nullable String scope, @Nullable String id) {
    return scope == null ? String.valueOf(id) : scope + ":" + id;
  }

  /** {@code msg_} and at least ten letters or digits, or a UUID: what no two sessions can both have made up. */
  private static boolean isGlobal(String id) {
    if (id.startsWith("msg_")) {
      return id.length() >= 14;
    }
    return id.length() == 36 && id.charAt(8) == '-' && id.charAt(13) == '-' && id.charAt(23) == '-';
  }

  private static Tokens less(Tokens whole, Tokens part) {
    return new Tokens(
        Math.max(0, whole.input() - part.input()),
        Math.max(0, whole.cacheRead() - part.cacheRead()),
        Math.max(0, whole.cacheWrite5m() - part.cacheWrite5m()),
        Math.max(0, whole.cacheWrite1h() - part.cacheWrite1h()),
        Math.max(0, whole.cacheWriteOther() - part.cacheWriteOther()),
        Math.max(0, whole.output() - part.output()),
        Math.max(0, whole.reasoning() - part.reasoning()));
  }
}
