package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GitHub Copilot CLI's event files, for machines without its session store and its telemetry. Each time a session is left it
 * writes its totals by model, which go on when it is resumed and begin again after a compaction: the growth counts.
 */
public final class CopilotEvents implements LogFormat {
  private static final String NAME = "copilot-events";
  private static final ByteSearch START = new ByteSearch("\"session.start\"");
  private static final ByteSearch TOTALS = new ByteSearch("\"modelMetrics\"");

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
    return List.of(new Place(machine.inHome(".copilot/session-state"), "**.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("type", "session.start") && line.has("data.sessionId"))
        || sample.any(line -> line.is("type", "session.shutdown") && line.has("data.modelMetrics"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(file, memory), START, TOTALS);
  }

  /** Whether the same calls can be read one by one from a better source of the same installation. */
  private static boolean hasBetterSource(Path file) {
    Path at = file.toAbsolutePath();
    while (at != null && !at.endsWith("session-state")) {
      at = at.getParent();
    }
    Path root = at == null ? null : at.getParent();
    return root != null && (Files.exists(root.resolve("session-store.db")) || hasTelemetry(root.resolve("otel")));
  }

  private static boolean hasTelemetry(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".jsonl"));
    } catch (IOException _) {
      return false; // What cannot be listed is not read either.
    }
  }

  /** One line; the memory is the session, its folder and its totals. */
  private static final class Line implements JsonLines.Parser {
    private final boolean counts;
    private final RunningTotals totals;
    private final Map<String, Tokens> byModel = new LinkedHashMap<>();
    private String session;
    private String folder = "";
    private @Nullable Instant time;
    private @Nullable String startedSession;
    private @Nullable String startedFolder;

    Line(LogFile file, String memory) {
      String[] saved = memory.split("\n", 3);
      this.counts = !hasBetterSource(file.path());
      this.session = file.name().equals("events.jsonl") ? file.folder(1) : file.name().replace(".jsonl", "");
      if (saved.length == 3) {
        this.session = saved[0];
        this.folder = saved[1];
      }
      this.totals = new RunningTotals(NAME, saved.length == 3 ? saved[2] : "");
    }

    @Override
    public String memory() {
      return session + '\n' + folder + '\n' + totals.memory();
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      byModel.clear();
      time = null;
      startedSession = null;
      startedFolder = null;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "timestamp" -> time = LogTime.read(json);
          case "data" -> data(json);
          default -> json.skip();
        }
      }
    }

    private void data(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "sessionId" -> startedSession = json.text();
          case "context" -> context(json);
          case "modelMetrics" -> models(json);
          default -> json.skip();
        }
      }
    }

    private void context(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("cwd")) {
          startedFolder = json.text();
        } else {
          json.skip();
        }
      }
    }

    private void models(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String model = json.nextField(); model != null; model = json.nextField()) {
        if (!json.beginObject()) {
          continue;
        }
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          if (name.equals("usage")) {
            byModel.put(model, tokens(json));
          } else {
            json.skip(); // requests and what they cost: units of the subscription, no dollars
          }
        }
      }
    }

    /** The input contains both caches, the output the reasoning. */
    private static Tokens tokens(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long input = 0;
      long cacheRead = 0;
      long cacheWrite = 0;
      long output = 0;
      long reasoning = 0;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        long count = json.tokens();
        switch (name) {
          case "inputTokens" -> input = count;
          case "cacheReadTokens" -> cacheRead = count;
          case "cacheWriteTokens" -> cacheWrite = count;
          case "outputTokens" -> output = count;
          case "reasoningTokens" -> reasoning = count;
          default -> {}
        }
      }
      long uncached = Math.max(0, input - cacheRead - cacheWrite);
      return new Tokens(uncached, cacheRead, cacheWrite, 0, 0, output, Math.min(reasoning, output));
    }

    @Override
    public void take(RecordSink sink) {
      session = Objects.requireNonNullElse(startedSession, session);
      folder = Objects.requireNonNullElse(startedFolder, folder);
      if (byModel.isEmpty() || !counts) {
        return;
      }
      Instant left = time;
      if (left == null) {
        sink.bad("timestamp: missing or no time");
        return;
      }
      byModel.forEach(
          (model, total) -> totals.show(
              session + ' ' + model,
              total,
              left,
              new Sighting(NAME, "copilot-cli")
                  .by("github-copilot", model)
                  .inSession(session)
                  .inFolder(folder.isEmpty() ? null : folder),
              sink));
    }
  }
}
