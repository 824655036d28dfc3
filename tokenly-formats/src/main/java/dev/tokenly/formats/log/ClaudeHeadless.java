package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code claude -p --output-format json} or {@code stream-json} prints, kept in a file: the result's totals by model
 * count. A session whose transcript lies on this machine is counted there.
 */
public final class ClaudeHeadless implements LogFormat {
  static final String NAME = "claude-headless";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: whoever runs it redirects it somewhere. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("type", "result") && line.has("total_cost_usd", "session_id"))
        || sample.first(line -> line.is("type", "system") && line.is("subtype", "init") && line.has("session_id"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Result(file.modified()));
  }

  private static boolean hasTranscript(Machine machine, String session) {
    for (Place place : new ClaudeCode().places(machine)) {
      if (!Files.isDirectory(place.root())) {
        continue;
      }
      try (Stream<Path> found = Files.find(place.root(), 4, (path, _) -> path.endsWith(session + ".jsonl"))) {
        if (found.findAny().isPresent()) {
          return true;
        }
      } catch (IOException _) {
        // A folder that cannot be searched holds no transcript that could be counted.
      }
    }
    return false;
  }

  private static final class Result implements JsonLines.Parser {
    private final Instant modified;
    private final List<Used> used = new ArrayList<>();
    private boolean result;
    private @Nullable String session;
    private @Nullable String uuid;
    private long durationMs;

    private record Used(String model, Tokens tokens, @Nullable BigDecimal cost) {}

    Result(Instant modified) {
      this.modified = modified;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      used.clear();
      result = false;
      session = null;
      uuid = null;
      durationMs = -1;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> result = "result".equals(json.text());
          case "session_id" -> session = json.text();
          case "uuid" -> uuid = json.text();
          case "duration_ms" -> durationMs = json.count();
          case "modelUsage" -> models(json);
          default -> json.skip();
        }
      }
    }

    private void models(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String model = json.nextField(); model != null; model = json.nextField()) {
        used.add(model(model, json));
      }
    }

    private static Used model(String model, JsonScanner json) throws IOException {
      long[] counts = new long[4];
      BigDecimal cost = null;
      if (json.beginObject()) {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          switch (name) {
            case "inputTokens" -> counts[0] = json.tokens();
            case "outputTokens" -> counts[1] = json.tokens();
            case "cacheReadInputTokens" -> counts[2] = json.tokens();
            case "cacheCreationInputTokens" -> counts[3] = json.tokens();
            case "costUSD" -> cost = json.decimal();
            default -> json.skip();
          }
        }
      }
      return new Used(model, new Tokens(counts[0], counts[2], counts[3], 0, 0, counts[1], 0), cost);
    }

    @Override
    public void take(RecordSink sink) {
      String id = Objects.requireNonNullElse(session, "");
      if (!result || used.isEmpty() || (!id.isEmpty() && hasTranscript(Machine.current(), id))) {
        return;
      }
      for (Used part : used) {
        if (part.tokens.isZero()) {
          continue;
        }
        boolean named = part.cost != null && part.cost.signum() >= 0;
        sink.record(
            new Sighting(NAME, ClaudeCode.NAME)
                .by(Vendors.of(part.model, "anthropic"), part.model)
                .inSession(session)
                .took(durationMs)
                .costing(
                    named && part.cost != null
                        ? UsageObject.reported(part.cost, ReportedCost.Kind.TOOL_ESTIMATE)
                        : null)
                .record(modified, Keys.of(NAME, session, uuid, part.model, part.tokens), part.tokens));
      }
    }
  }
}
