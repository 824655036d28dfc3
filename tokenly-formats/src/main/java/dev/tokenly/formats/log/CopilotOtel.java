package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GitHub Copilot's OpenTelemetry file: one flat span or log record a line, attributes dotted or underscored. A call stands
 * in its chat span and again in an inference log under the same response id; turns and agents only add their calls up. Where
 * the CLI keeps its session store the same calls are read from there, and this file is left alone.
 */
public final class CopilotOtel implements LogFormat {
  private static final String NAME = "copilot-otel";
  private static final ByteSearch USAGE = new ByteSearch("usage");

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
    if (Files.exists(machine.inHome(".copilot/session-store.db"))) {
      return List.of();
    }
    List<Place> places = new ArrayList<>();
    for (Path file : machine.named("COPILOT_OTEL_FILE_EXPORTER_PATH")) {
      Path folder = file.getParent();
      Path name = file.getFileName();
      if (folder != null && name != null) {
        places.add(new Place(folder, name.toString()));
      }
    }
    places.add(new Place(machine.inHome(".copilot/otel"), "*.jsonl"));
    return places;
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(CopilotOtel::isFlatTelemetry);
  }

  private static boolean isFlatTelemetry(Shape line) {
    return line.has("attributes.gen_ai.operation.name") || line.has("attributes.gen_ai_operation_name")
        || line.has("attributes.gen_ai.usage.input_tokens") || line.has("attributes.gen_ai_usage_input_tokens");
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(), USAGE);
  }

  private static final class Line implements JsonLines.Parser {
    private OtlpAttributes attributes = new OtlpAttributes();
    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable Instant started;
    private @Nullable Instant ended;

    @Override
    public void parse(JsonScanner json) throws IOException {
      attributes = new OtlpAttributes();
      traceId = null;
      spanId = null;
      started = null;
      ended = null;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "traceId", "trace_id" -> traceId = json.text();
          case "spanId", "span_id" -> spanId = json.text();
          case "spanContext" -> context(json);
          case "startTime", "startTimeUnixNano", "start_time" -> started = LogTime.read(json);
          case "endTime", "endTimeUnixNano", "end_time", "hrTime", "time", "timestamp", "timeUnixNano" -> ended =
              LogTime.read(json);
          case "attributes" -> attributes.readFlat(json);
          default -> json.skip();
        }
      }
    }

    private void context(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "traceId" -> traceId = json.text();
          case "spanId" -> spanId = json.text();
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      String operation = attributes.text("gen_ai.operation.name");
      boolean leaf = operation == null || operation.equals("chat") || operation.equals("text_completion");
      String response = attributes.text("gen_ai.response.id");
      if (!leaf || OtlpCalls.tokens(attributes).isZero() || (response == null && spanId == null)) {
        return;
      }
      Instant time = ended == null ? started : ended;
      if (time == null) {
        sink.bad("endTime: missing or no time");
        return;
      }
      String model = attributes.text("gen_ai.response.model", "gen_ai.request.model");
      sink.record(
          new Sighting(NAME, "copilot-cli")
              .by("github-copilot", model)
              .inSession(attributes.text("gen_ai.conversation.id", "session.id"))
              .took(started == null ? -1 : time.toEpochMilli() - started.toEpochMilli())
              .record(time, response == null ? traceId + ":" + spanId : response, OtlpCalls.tokens(attributes)));
    }
  }
}
