package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages with tokens in one object of a Gemini CLI chat: itself, its {@code messages}, or those of a patch. */
final class GeminiMessages {
  private final List<Message> messages = new ArrayList<>();
  private @Nullable String session;
  private @Nullable Message shown;
  private int badCounts;

  private record Message(@Nullable String id, @Nullable Instant time, @Nullable String model, Tokens tokens) {

    /** Whether the other is the same message once more: it is written again when its tools finish. */
    boolean repeats(@Nullable Message other) {
      return other != null && id != null && id.equals(other.id) && tokens.equals(other.tokens)
          && Objects.equals(time, other.time) && Objects.equals(model, other.model);
    }
  }

  /** Reads the object that comes next, forgetting the one before. */
  void read(JsonScanner json) throws IOException {
    messages.clear();
    session = null;
    badCounts = 0;
    object(json);
  }

  @Nullable
  String session() {
    return session;
  }

  private void object(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    String id = null;
    Instant time = null;
    String model = null;
    Tokens tokens = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "sessionId" -> {
          session = json.text();
          shown = null;
        }
        case "id" -> id = json.text();
        case "timestamp" -> time = LogTime.read(json);
        case "model" -> model = json.text();
        case "tokens" -> tokens = tokens(json);
        case "messages" -> array(json);
        case "$set" -> object(json);
        default -> json.skip();
      }
    }
    if (json.tookBadCount()) {
      badCounts++;
    } else if (tokens != null && !tokens.isZero()) {
      messages.add(new Message(id, time, model, tokens));
    }
  }

  private void array(JsonScanner json) throws IOException {
    if (!json.beginArray()) {
      return;
    }
    while (json.nextElement()) {
      object(json);
    }
  }

  /** The cached part is inside the input, thoughts and tool results are beside output and input. */
  private static @Nullable Tokens tokens(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return null;
    }
    long input = 0;
    long cached = 0;
    long tool = 0;
    long output = 0;
    long thoughts = 0;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input" -> input = json.tokens();
        case "cached" -> cached = json.tokens();
        case "tool" -> tool = json.tokens();
        case "output" -> output = json.tokens();
        case "thoughts" -> thoughts = json.tokens();
        default -> json.skip();
      }
    }
    return new Tokens(Math.max(0, input - cached) + tool, cached, 0, 0, 0, output + thoughts, thoughts);
  }

  /** Shows every message that was found. */
  void show(String inSession, @Nullable String project, RecordSink sink) {
    for (int bad = 0; bad < badCounts; bad++) {
      sink.badCount();
    }
    for (Message message : messages) {
      if (message.repeats(shown)) {
        continue;
      }
      shown = message;
      if (message.time == null) {
        sink.bad("timestamp: missing or no time");
        continue;
      }
      String key =
          message.id == null
              ? Keys.ofCall(GeminiCli.NAME, message.time, message.model, message.tokens)
              : GeminiCli.NAME + ':' + inSession + ':' + message.id;
      sink.record(
          new Sighting(GeminiCli.NAME, GeminiCli.NAME)
              .by("google", message.model)
              .inSession(inSession)
              .inFolder(project)
              .alsoKnownAs(GeminiCli.callKey(inSession, message.tokens))
              .record(message.time, key, message.tokens));
    }
  }
}
