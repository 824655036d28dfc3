package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry as the collector's file exporter writes it: one export request a line. Spans of model calls and Claude
 * Code's request events count; metrics describe the same tokens again and do not.
 */
public final class Otlp implements LogFormat {
  static final String NAME = "otlp";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: it lies where the collector was told to write. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.has("resourceSpans") || line.has("resourceLogs") || line.has("resourceMetrics"))
        || sample.any(line -> line.has("resource_spans") || line.has("resource_logs") || line.has("resource_metrics"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Export());
  }

  /** One export request. Names are accepted in both of protobuf's JSON spellings. */
  private static final class Export implements JsonLines.Parser {
    private final OtlpCalls calls = new OtlpCalls();

    @Override
    public void parse(JsonScanner json) throws IOException {
      calls.clear();
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "resourceSpans", "resource_spans", "resourceLogs", "resource_logs" -> resources(json);
          default -> json.skip();
        }
      }
    }

    private void resources(JsonScanner json) throws IOException {
      if (!json.beginArray()) {
        return;
      }
      while (json.nextElement()) {
        resource(json);
      }
    }

    private void resource(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      OtlpAttributes resource = new OtlpAttributes();
      int first = calls.size();
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "resource" -> attributesIn(json, resource);
          case "scopeSpans", "scope_spans" -> scopes(json, false);
          case "scopeLogs", "scope_logs" -> scopes(json, true);
          default -> json.skip();
        }
      }
      calls.setService(first, resource.text("service.name"));
    }

    private static void attributesIn(JsonScanner json, OtlpAttributes target) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("attributes")) {
          target.read(json);
        } else {
          json.skip();
        }
      }
    }

    private void scopes(JsonScanner json, boolean logs) throws IOException {
      if (!json.beginArray()) {
        return;
      }
      while (json.nextElement()) {
        scope(json, logs);
      }
    }

    private void scope(JsonScanner json, boolean logs) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "spans", "logRecords", "log_records" -> items(json, logs);
          default -> json.skip();
        }
      }
    }

    private void items(JsonScanner json, boolean logs) throws IOException {
      if (!json.beginArray()) {
        return;
      }
      while (json.nextElement()) {
        item(json, logs);
      }
    }

    private void item(JsonScanner json, boolean log) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      OtlpCalls.Item item = new OtlpCalls.Item(log);
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "traceId", "trace_id" -> item.traceId = text(json);
          case "spanId", "span_id" -> item.spanId = text(json);
          case "parentSpanId", "parent_span_id" -> item.parentSpanId = text(json);
          case "endTimeUnixNano", "end_time_unix_nano", "timeUnixNano", "time_unix_nano" ->
              item.time = later(item, json);
          case "observedTimeUnixNano", "observed_time_unix_nano" -> item.observed = LogTime.read(json);
          case "startTimeUnixNano", "start_time_unix_nano" -> item.started = LogTime.read(json);
          case "eventName", "event_name" -> item.event = text(json);
          case "body" -> item.event = item.event.isEmpty() ? body(json) : skipped(json, item.event);
          case "attributes" -> item.attributes.read(json);
          default -> json.skip();
        }
      }
      calls.add(item);
    }

    private static java.time.@Nullable Instant later(OtlpCalls.Item item, JsonScanner json) throws IOException {
      java.time.Instant time = LogTime.read(json);
      return time == null ? item.time : time;
    }

    private static String text(JsonScanner json) throws IOException {
      return Objects.requireNonNullElse(json.text(), "");
    }

    private static String skipped(JsonScanner json, String kept) throws IOException {
      json.skip();
      return kept;
    }

    /** A log's body is read only so far that an event's name can be told; anything longer is text and stays unread. */
    private static String body(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return "";
      }
      String event = "";
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("stringValue") || name.equals("string_value")) {
          String text = text(json);
          event = text.startsWith("claude_code.") ? text : "";
        } else {
          json.skip();
        }
      }
      return event;
    }

    @Override
    public void take(RecordSink sink) {
      calls.show(sink);
    }
  }
}
