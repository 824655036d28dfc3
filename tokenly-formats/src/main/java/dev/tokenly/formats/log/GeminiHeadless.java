package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gemini --output-format json} or {@code stream-json} prints, kept in a file: the run's totals by model count. A
 * session whose chat lies on this machine is counted there.
 */
public final class GeminiHeadless implements LogFormat {
  static final String NAME = "gemini-headless";
  private final boolean document;

  private GeminiHeadless(boolean document) {
    this.document = document;
  }

  /** Kept {@code stream-json}. */
  public static GeminiHeadless lines() {
    return new GeminiHeadless(false);
  }

  /** Kept {@code json}. */
  public static GeminiHeadless documents() {
    return new GeminiHeadless(true);
  }

  @Override
  public String name() {
    return document ? "gemini-headless-json" : NAME;
  }

  @Override
  public Kind kind() {
    return document ? Kind.REWRITTEN : Kind.APPENDED;
  }

  /** None of its own: whoever runs it redirects it somewhere. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return document
        ? sample.first(run -> run.has("stats.models", "stats.tools"))
        : sample.first(line -> line.is("type", "init") && line.has("session_id", "model", "timestamp"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    Run run = new Run(file, memory);
    return document ? new DocumentReader(file, run) : new JsonLinesReader(run);
  }

  /** A run while it is read; the memory is its session and model, which the first line names. */
  private static final class Run implements JsonLines.Parser, DocumentReader.Document {
    private final LogFile file;
    private final Map<String, Tokens> models = new LinkedHashMap<>();
    private String session = "";
    private @Nullable String model;
    private @Nullable Instant time;
    private Tokens total = Tokens.ZERO;
    private int badCounts;

    Run(LogFile file, String memory) {
      this.file = file;
      int end = memory.indexOf('\n');
      if (end >= 0) {
        session = memory.substring(0, end);
        model = memory.substring(end + 1);
      }
    }

    @Override
    public String memory() {
      return model == null ? "" : session + '\n' + model;
    }

    @Override
    public void read(JsonScanner json, RecordSink sink) throws IOException {
      parse(json);
      if (json.tookBadCount()) {
        sink.badCount();
      } else {
        take(sink);
      }
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      models.clear();
      badCounts = 0;
      time = null;
      total = Tokens.ZERO;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "session_id" -> session = Objects.requireNonNullElse(json.text(), session);
          case "model" -> model = json.textLike(model);
          case "timestamp" -> time = LogTime.read(json);
          case "stats" -> total = counts(json);
          default -> json.skip();
        }
      }
    }

    /** Counts by either output's names, maybe one level down; what stands by model beside them is kept. */
    private Tokens counts(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long[] counts = new long[6];
      Tokens nested = Tokens.ZERO;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "prompt", "input_tokens" -> counts[0] = json.tokens();
          case "cached" -> counts[1] = json.tokens();
          case "tool" -> counts[2] = json.tokens();
          case "candidates", "output_tokens" -> counts[3] = json.tokens();
          case "thoughts" -> counts[4] = json.tokens();
          case "total", "total_tokens" -> counts[5] = json.tokens();
          case "models" -> byModel(json);
          case "tokens" -> nested = counts(json);
          default -> json.skip();
        }
      }
      long cached = Math.min(counts[1], counts[0]);
      long output = Math.max(counts[3] + counts[4], counts[5] - counts[0] - counts[2]);
      return nested.isZero()
          ? new Tokens(counts[0] - cached + counts[2], cached, 0, 0, 0, output, counts[4])
          : nested;
    }

    private void byModel(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        Tokens tokens = counts(json);
        if (json.tookBadCount()) {
          badCounts++;
        } else {
          models.put(name, tokens);
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      for (int bad = 0; bad < badCounts; bad++) {
        sink.badCount();
      }
      if (badCounts == 0 && models.isEmpty() && !total.isZero()) {
        models.put(model == null ? Sighting.UNKNOWN_MODEL : model, total);
      }
      models.values().removeIf(Tokens::isZero);
      if (models.isEmpty() || GeminiCli.hasChat(Machine.current(), session)) {
        return;
      }
      String run = session.isEmpty() ? file.name() : session;
      models.forEach(
          (name, tokens) -> sink.record(
              new Sighting(NAME, GeminiCli.NAME)
                  .by("google", name)
                  .inSession(run)
                  .record(time == null ? file.modified() : time, Keys.of(NAME, run, name, tokens), tokens)));
    }
  }
}
