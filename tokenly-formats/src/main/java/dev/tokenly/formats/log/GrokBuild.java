package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * xAI's Grok Build: a session's updates, each completed turn with what it took by model. Older versions keep running totals
 * of the context only, which are no usage.
 */
public final class GrokBuild implements LogFormat {
  private static final String NAME = "grok-build";
  private static final ByteSearch COMPLETED = new ByteSearch("\"turn_completed\"");

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
    List<Path> named = machine.named("GROK_HOME");
    Path root = named.isEmpty() ? machine.inHome(".grok") : named.getFirst();
    return List.of(new Place(root.resolve("sessions"), "**/updates.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.has("params.update.sessionUpdate"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Update(file.folder(1)), COMPLETED);
  }

  private static final class Update implements JsonLines.Parser {
    private final Map<String, Tokens> models = new LinkedHashMap<>();
    private final String folder;
    private @Nullable String session;
    private @Nullable String kind;
    private @Nullable String prompt;
    private @Nullable Instant time;
    private Tokens turn = Tokens.ZERO;

    Update(String folder) {
      this.folder = folder;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      models.clear();
      session = null;
      kind = null;
      prompt = null;
      time = null;
      turn = Tokens.ZERO;
      object(json);
    }

    /** The line, its parameters, the update and what is known about it: their names do not meet. */
    private void object(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "params", "update", "_meta" -> object(json);
          case "sessionId" -> session = json.text();
          case "sessionUpdate" -> kind = json.text();
          case "prompt_id" -> prompt = json.text();
          case "timestamp" -> time = time == null ? LogTime.read(json) : kept(json, time);
          case "agentTimestampMs" -> time = LogTime.read(json);
          case "usage" -> turn = counts(json, models);
          default -> json.skip();
        }
      }
    }

    private static Instant kept(JsonScanner json, Instant kept) throws IOException {
      json.skip();
      return kept;
    }

    /** The input contains both caches, the output the reasoning unless the total says otherwise. */
    private static Tokens counts(JsonScanner json, Map<String, Tokens> into) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long[] counts = new long[6];
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "inputTokens" -> counts[0] = json.tokens();
          case "cachedReadTokens" -> counts[1] = json.tokens();
          case "cacheCreationTokens" -> counts[2] = json.tokens();
          case "outputTokens" -> counts[3] = json.tokens();
          case "reasoningTokens" -> counts[4] = json.tokens();
          case "totalTokens" -> counts[5] = json.tokens();
          case "modelUsage" -> byModel(json, into);
          default -> json.skip();
        }
      }
      boolean beside = counts[5] > 0 && counts[5] == counts[0] + counts[3] + counts[4];
      long read = Math.min(counts[1], counts[0]);
      long write = Math.min(counts[2], counts[0] - read);
      long output = beside ? counts[3] + counts[4] : counts[3];
      return new Tokens(counts[0] - read - write, read, 0, 0, write, output, Math.min(counts[4], output));
    }

    private static void byModel(JsonScanner json, Map<String, Tokens> into) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        into.put(name, counts(json, new LinkedHashMap<>()));
      }
    }

    @Override
    public void take(RecordSink sink) {
      if (!"turn_completed".equals(kind)) {
        return;
      }
      if (models.isEmpty()) {
        models.put(Sighting.UNKNOWN_MODEL, turn);
      }
      models.values().removeIf(Tokens::isZero);
      Instant at = time;
      if (at == null && !models.isEmpty()) {
        sink.bad("timestamp: missing or no time");
      }
      if (at == null) {
        return;
      }
      String within = session == null ? folder : session;
      models.forEach(
          (model, tokens) -> sink.record(
              new Sighting(NAME, NAME)
                  .by("xai", model)
                  .inSession(within)
                  .record(at, Keys.of(NAME, within, prompt == null ? at : prompt, model), tokens)));
    }
  }
}
