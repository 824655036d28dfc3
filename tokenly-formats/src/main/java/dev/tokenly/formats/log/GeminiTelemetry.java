package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file Gemini CLI's telemetry can be sent to: spans, metrics and log events, each a JSON object over many lines, one
 * behind the other. Only the events of replies count. They tell of small calls that no chat has, and of a chat's own calls
 * again, which are the same ones by what they took.
 */
public final class GeminiTelemetry implements LogFormat {
  private static final String NAME = "gemini-telemetry";

  @Override
  public String name() {
    return NAME;
  }

  /** Grows, but not by lines. */
  @Override
  public Kind kind() {
    return Kind.REWRITTEN;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Place> places = new ArrayList<>();
    for (Path file : machine.named("GEMINI_TELEMETRY_OUTFILE")) {
      Path folder = file.getParent();
      Path name = file.getFileName();
      if (folder != null && name != null) {
        places.add(new Place(folder, name.toString()));
      }
    }
    places.add(new Place(machine.inHome(".gemini"), "telemetry*.{log,json,jsonl}"));
    return places;
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(event -> event.begins("attributes.event.name", "gemini_cli."));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, GeminiTelemetry::read);
  }

  private static void read(JsonScanner json, RecordSink sink) throws IOException {
    OtlpEvents events = new OtlpEvents(NAME);
    while (json.peekOrEnd() >= 0) {
      OtlpCalls.Item item = new OtlpCalls.Item(true);
      if (json.beginObject()) {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          switch (name) {
            case "hrTime" -> item.time = LogTime.read(json);
            case "attributes" -> item.attributes.readFlat(json);
            default -> json.skip();
          }
        }
      }
      events.show(item, sink);
    }
  }
}
