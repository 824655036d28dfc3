package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Amp's threads: one JSON document each, with a ledger of calls, in older ones only usage beside the messages. */
public final class Amp implements LogFormat {
  static final String NAME = "amp";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.REWRITTEN;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Path> named = machine.named("AMP_DATA_DIR");
    Path root = named.isEmpty() ? machine.inData("amp") : named.getFirst();
    return List.of(new Place(root.resolve("threads"), "T-*.json"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.first(
        thread -> thread.has("usageLedger.events") || (thread.begins("id", "T-") && thread.has("messages")));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, (json, sink) -> read(file, json, sink));
  }

  private static void read(LogFile file, JsonScanner json, RecordSink sink) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    AmpCalls calls = new AmpCalls(file.name().replace(".json", ""));
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> calls.thread(json.text());
        case "usageLedger" -> calls.ledger(json);
        case "messages" -> calls.messages(json);
        default -> json.skip();
      }
    }
    calls.show(sink);
  }
}
