package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one Amp thread. Ledger and messages say the same: the ledger counts, with the caches from the message where
 * the ledger has none; a call is known by the message it made. Credits are no dollars.
 */
final class AmpCalls {
  private final List<Call> ledger = new ArrayList<>();
  private final Map<String, Call> messages = new HashMap<>();
  private String thread;

  private static final class Call {
    private @Nullable String id;
    private @Nullable String messageId;
    private @Nullable Instant time;
    private @Nullable String model;
    private Tokens tokens = Tokens.ZERO;
    private boolean badCount;
  }

  AmpCalls(String thread) {
    this.thread = thread;
  }

  void thread(@Nullable String id) {
    thread = Objects.requireNonNullElse(id, thread);
  }

  void ledger(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (!name.equals("events")) {
        json.skip();
      } else if (json.beginArray()) {
        while (json.nextElement()) {
          event(json);
        }
      }
    }
  }

  private void event(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    Call call = new Call();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> call.id = json.text();
        case "timestamp" -> call.time = LogTime.read(json);
        case "model" -> call.model = json.text();
        case "toMessageId" -> call.messageId = idText(json);
        case "tokens" -> call.tokens = tokens(json, call);
        default -> json.skip();
      }
    }
    call.badCount = json.tookBadCount();
    ledger.add(call);
  }

  void messages(JsonScanner json) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    for (int index = 0; json.nextElement(); index++) {
      message(json, index);
    }
  }

  private void message(JsonScanner json, int index) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    Call call = new Call();
    call.messageId = Integer.toString(index);
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "messageId" -> call.messageId = Objects.requireNonNullElse(idText(json), call.messageId);
        case "usage" -> call.tokens = tokens(json, call);
        default -> json.skip();
      }
    }
    call.badCount = json.tookBadCount();
    if (!call.tokens.isZero() || call.badCount) {
      messages.put(call.messageId, call);
    }
  }

  /** Message ids are numbers in some versions, texts in others. */
  private static @Nullable String idText(JsonScanner json) throws IOException {
    if (json.peekOrEnd() == '"') {
      return json.text();
    }
    BigDecimal id = json.decimal();
    return id == null || id.signum() < 0 ? null : id.toPlainString();
  }

  private static Tokens tokens(JsonScanner json, Call call) throws IOException {
    if (!json.beginObject()) {
      return Tokens.ZERO;
    }
    long[] counts = new long[4];
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "inputTokens", "input" -> counts[0] = json.tokens();
        case "outputTokens", "output" -> counts[1] = json.tokens();
        case "cacheReadInputTokens" -> counts[2] = json.tokens();
        case "cacheCreationInputTokens" -> counts[3] = json.tokens();
        case "model" -> call.model = json.text();
        case "timestamp" -> call.time = LogTime.read(json);
        default -> json.skip();
      }
    }
    return new Tokens(counts[0], counts[2], counts[3], 0, 0, counts[1], 0);
  }

  void show(RecordSink sink) {
    if (ledger.isEmpty()) {
      messages.values().forEach(call -> show(call, sink));
      return;
    }
    for (Call call : ledger) {
      Call message = call.messageId == null ? null : messages.get(call.messageId);
      if (message != null && call.tokens.cacheRead() + call.tokens.cacheWrite() == 0) {
        call.tokens =
            new Tokens(
                call.tokens.input(),
                message.tokens.cacheRead(),
                message.tokens.cacheWrite5m(),
                0,
                0,
                call.tokens.output(),
                0);
        call.badCount |= message.badCount;
      }
      show(call, sink);
    }
  }

  private void show(Call call, RecordSink sink) {
    if (call.badCount) {
      sink.badCount();
      return;
    }
    if (call.tokens.isZero()) {
      return;
    }
    if (call.time == null) {
      sink.bad("timestamp: missing or no time");
      return;
    }
    String own = call.messageId != null ? "message:" + call.messageId : call.id;
    String key = Keys.of(Amp.NAME, thread, own == null ? call.time : own);
    sink.record(
        new Sighting(Amp.NAME, Amp.NAME).byModel(null, call.model).inSession(thread).record(call.time, key,
            call.tokens));
  }
}
