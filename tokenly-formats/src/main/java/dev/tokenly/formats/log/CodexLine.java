package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one line of a rollout says, as far as usage goes. Reusable; nothing of the conversation is read. */
final class CodexLine {
  String type = "";
  @Nullable String timestamp;
  long ordinal;
  final Meta meta = new Meta();
  @Nullable String model;
  @Nullable String turnId;
  String eventType = "";
  boolean hasInfo;
  CodexTokens total = CodexTokens.ZERO;
  CodexTokens last = CodexTokens.ZERO;
  @Nullable String threadId;
  @Nullable String responseId;
  CodexTokens usage = CodexTokens.ZERO;
  CodexTokens threadUsage = CodexTokens.ZERO;

  /** Who wrote the file, and from whom its beginning may be copied. */
  static final class Meta {
    @Nullable String id;
    @Nullable String sessionId;
    @Nullable String folder;
    @Nullable String provider;
    @Nullable String forkedFrom;
    @Nullable String parentThread;
    long historyEndOrdinal;
  }

  /** Reads the line; false when its type says nothing about usage (the rest of it is left unread then). */
  boolean read(JsonScanner json) throws IOException {
    clear();
    if (!json.beginObject()) {
      return false;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "timestamp" -> timestamp = json.text();
        case "ordinal" -> ordinal = json.count();
        case "type" -> type = text(json);
        case "payload" -> {
          if (!type.isEmpty() && !isOfUse()) {
            return false;
          }
          payload(json);
        }
        default -> json.skip();
      }
    }
    return isOfUse();
  }

  private boolean isOfUse() {
    return switch (type) {
      case "session_meta", "turn_context", "event_msg", "token_usage_record" -> true;
      default -> false;
    };
  }

  private static String text(JsonScanner json) throws IOException {
    return Objects.requireNonNullElse(json.text(), "");
  }

  private void clear() {
    type = "";
    timestamp = null;
    ordinal = -1;
    meta.id = null;
    meta.sessionId = null;
    meta.folder = null;
    meta.provider = null;
    meta.forkedFrom = null;
    meta.parentThread = null;
    meta.historyEndOrdinal = -1;
    model = null;
    turnId = null;
    eventType = "";
    hasInfo = false;
    total = CodexTokens.ZERO;
    last = CodexTokens.ZERO;
    threadId = null;
    responseId = null;
    usage = CodexTokens.ZERO;
    threadUsage = CodexTokens.ZERO;
  }

  private void payload(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> eventType = text(json);
        case "info" -> info(json);
        case "model" -> model = json.text();
        case "turn_id" -> turnId = json.text();
        case "thread_id" -> threadId = json.text();
        case "response_id" -> responseId = json.text();
        case "usage" -> usage = CodexTokens.read(json);
        case "thread_token_usage" -> threadUsage = CodexTokens.read(json);
        default -> metaField(name, json);
      }
    }
  }

  private void metaField(String name, JsonScanner json) throws IOException {
    switch (name) {
      case "id" -> meta.id = json.text();
      case "session_id" -> meta.sessionId = json.text();
      case "cwd" -> meta.folder = json.text();
      case "model_provider" -> meta.provider = json.text();
      case "forked_from_id" -> meta.forkedFrom = json.text();
      case "parent_thread_id" -> meta.parentThread = json.text();
      case "subagent_history_start_ordinal" -> meta.historyEndOrdinal = json.count();
      case "source" -> source(json, 0);
      default -> json.skip();
    }
  }

  /** {@code source.subagent.thread_spawn.parent_thread_id}. */
  private void source(JsonScanner json, int depth) throws IOException {
    if (depth > 2 || !json.beginObject()) {
      if (depth > 2) {
        json.skip();
      }
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "subagent", "thread_spawn" -> source(json, depth + 1);
        case "parent_thread_id" -> {
          String parent = json.text();
          meta.parentThread = parent == null ? meta.parentThread : parent;
        }
        default -> json.skip();
      }
    }
  }

  private void info(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    hasInfo = true;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "total_token_usage" -> total = CodexTokens.read(json);
        case "last_token_usage" -> last = CodexTokens.read(json);
        default -> json.skip();
      }
    }
  }

  /** Whether this is a running count with numbers in it. */
  boolean isTokenCount() {
    return hasInfo && type.equals("event_msg") && eventType.equals("token_count");
  }
}
