package dev.tokenly.formats.log;

import dev.tokenly.formats.api.Counters;
import dev.tokenly.formats.api.Counters.Count;
import dev.tokenly.formats.api.Gemini;
import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Qwen Code's chats. Resumed sessions repeat records under their old ids, so a call is known by id and time together;
 * telemetry records repeat the tokens of calls and are none.
 */
public final class QwenCode implements LogFormat {
  private static final String NAME = "qwen-code";
  private static final ByteSearch USAGE = new ByteSearch("\"usageMetadata\"");

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
    List<Path> named = machine.named("QWEN_DATA_DIR");
    Path root = named.isEmpty() ? machine.inHome(".qwen") : named.getFirst();
    return List.of(new Place(root.resolve("projects"), "*/chats/*.jsonl"),
        new Place(root.resolve("tmp"), "*/chats/*.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(
        line -> line.has("usageMetadata", "sessionId", "uuid")
            && line.is("type", "assistant", "user", "tool_result", "system"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(), USAGE);
  }

  private static final class Line implements JsonLines.Parser {
    private final Counters counters = new Counters();
    private boolean assistant;
    private @Nullable Instant time;
    private @Nullable String uuid;
    private @Nullable String session;
    private @Nullable String model;
    private @Nullable String folder;

    @Override
    public void parse(JsonScanner json) throws IOException {
      counters.reset();
      assistant = false;
      time = null;
      uuid = null;
      session = null;
      model = null;
      folder = null;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> assistant = "assistant".equals(json.text());
          case "timestamp" -> time = LogTime.read(json);
          case "uuid" -> uuid = json.text();
          case "sessionId" -> session = json.text();
          case "model" -> model = json.text();
          case "cwd" -> folder = json.text();
          case "usageMetadata" -> Gemini.usageMetadata(json, counters);
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      Tokens tokens = assistant ? tokens() : null;
      if (tokens == null || tokens.isZero()) {
        return;
      }
      if (time == null) {
        sink.bad("timestamp: missing or no time");
        return;
      }
      sink.record(
          new Sighting(NAME, NAME)
              .by(Vendors.of(model, "qwen"), model)
              .inSession(session)
              .inFolder(folder)
              .record(time, uuid == null ? Keys.ofCall(NAME, time, model, tokens) : Keys.of(NAME, uuid, time), tokens));
    }

    /**
     * The prompt contains the cached part and thoughts are beside the output, unless only another reading adds up to the
     * total: behind OpenAI's protocol the output contains them.
     */
    private @Nullable Tokens tokens() {
      long cached = counters.get(Count.CACHE_READ_INSIDE);
      long output = Math.max(0, counters.get(Count.OUTPUT));
      long thoughts = Math.max(0, counters.get(Count.REASONING_OUTSIDE));
      long beside = counters.get(Count.TOTAL) - counters.get(Count.PROMPT) - output;
      if (thoughts > 0 && thoughts <= output && (beside == 0 || (beside == cached && cached != thoughts))) {
        counters.move(Count.REASONING_OUTSIDE, Count.REASONING_INSIDE);
        thoughts = 0;
      }
      long written = output + thoughts;
      long prompt = counters.get(Count.PROMPT);
      if (cached > 0 && (cached > prompt || counters.get(Count.TOTAL) == prompt + cached + written)) {
        counters.set(Count.PROMPT, prompt + cached);
      }
      return counters.tokens();
    }
  }
}
