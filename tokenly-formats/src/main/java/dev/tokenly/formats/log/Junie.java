package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JetBrains' Junie: a session's events, those of replies with what each model took. Their {@code cost} has no unit (dollars,
 * credits or nothing, by the account) and is left out.
 */
public final class Junie implements LogFormat {
  private static final String NAME = "junie";
  private static final ByteSearch USAGE = new ByteSearch("\"modelUsage\"");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  @Override
  public List<Place> places(Machine machine) {
    return List.of(new Place(machine.inHome(".junie/sessions"), "*/events.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("kind", "SessionA2uxEvent", "UserPromptEvent") && line.has("timestampMs"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Event(file.folder(1)), USAGE);
  }

  private static final class Event implements JsonLines.Parser {
    private final String session;
    private final List<Used> used = new ArrayList<>();
    private @Nullable Instant time;
    private boolean reply;

    private record Used(@Nullable String model, Tokens tokens) {}

    Event(String session) {
      this.session = session;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      used.clear();
      time = null;
      reply = false;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "timestampMs" -> time = LogTime.read(json);
          case "event" -> event(json);
          default -> json.skip();
        }
      }
    }

    private void event(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "agentEvent" -> event(json);
          case "kind" -> reply = "LlmResponseMetadataEvent".equals(json.text());
          case "modelUsage" -> models(json);
          default -> json.skip();
        }
      }
    }

    private void models(JsonScanner json) throws IOException {
      if (!json.beginArray()) {
        return;
      }
      while (json.nextElement()) {
        model(json);
      }
    }

    private void model(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      String model = null;
      long[] counts = new long[5];
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "model" -> model = json.text();
          case "inputTokens" -> counts[0] = json.tokens();
          case "cacheInputTokens" -> counts[1] = json.tokens();
          case "cacheCreateTokens" -> counts[2] = json.tokens();
          case "outputTokens" -> counts[3] = json.tokens();
          case "reasoningTokens" -> counts[4] = json.tokens();
          default -> json.skip();
        }
      }
      long reasoning = Math.min(counts[4], counts[3]);
      used.add(new Used(model, new Tokens(counts[0], counts[1], 0, 0, counts[2], counts[3], reasoning)));
    }

    @Override
    public void take(RecordSink sink) {
      if (!reply) {
        return;
      }
      for (int index = 0; index < used.size(); index++) {
        Used part = used.get(index);
        if (part.tokens.isZero()) {
          continue;
        }
        if (time == null) {
          sink.bad("timestampMs: missing or no time");
          return;
        }
        sink.record(
            new Sighting(NAME, NAME)
                .byModel(null, part.model)
                .inSession(session)
                .record(time, Keys.of(NAME, session, time, index, part.model, part.tokens), part.tokens));
      }
    }
  }
}
