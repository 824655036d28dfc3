package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kimi Code's wire logs, one per agent of a session; the real model stands in the request before the usage record. */
public final class KimiCode implements LogFormat {
  private static final String NAME = "kimi-code";
  private static final ByteSearch USAGE = new ByteSearch("\"usage.record\"");
  private static final ByteSearch REQUEST = new ByteSearch("\"llm.request\"");

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
    List<Path> roots = new ArrayList<>(machine.named("KIMI_CODE_HOME"));
    if (roots.isEmpty()) {
      roots.add(machine.inHome(".kimi-code"));
      roots.add(
          machine.applicationSupport().resolve("kimi-desktop/daimon-share/daimon/runtime/kimi-code/home"));
    }
    return roots.stream().map(root -> new Place(root.resolve("sessions"), "**/wire.jsonl")).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("type", "usage.record") && line.has("usage.inputOther"))
        || sample.any(line -> line.is("type", "llm.request") && line.has("model", "time"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(file, memory), USAGE, REQUEST);
  }

  /** One line; its memory is the model last asked. */
  private static final class Line implements JsonLines.Parser {
    private final String session;
    private final String agent;
    private String asked;
    private @Nullable String type;
    private @Nullable Instant time;
    private @Nullable String model;
    private Tokens tokens = Tokens.ZERO;

    Line(LogFile file, String memory) {
      this.agent = file.folder(1);
      this.session = file.folder(2).equals("agents") ? file.folder(3) : agent;
      this.asked = memory;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      type = null;
      time = null;
      model = null;
      tokens = Tokens.ZERO;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> type = json.text();
          case "time" -> time = LogTime.read(json);
          case "model" -> model = json.text();
          case "usage" -> tokens = KimiTokens.read(json);
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      if ("llm.request".equals(type) && model != null) {
        asked = model;
      }
      if (!"usage.record".equals(type) || tokens.isZero()) {
        return;
      }
      if (time == null) {
        sink.bad("time: missing or no time");
        return;
      }
      String served = asked.isEmpty() ? model : asked;
      sink.record(
          new Sighting(NAME, NAME)
              .by(Vendors.of(served, "moonshot"), served)
              .inSession(session)
              .record(time, Keys.of(NAME, session, agent, time, tokens), tokens));
    }

    @Override
    public String memory() {
      return asked;
    }
  }
}
