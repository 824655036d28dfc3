package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Amazon Bedrock's model invocation log, JSON lines as delivered to S3; bodies hold prompts and are never read. */
public final class BedrockLog implements LogFormat {
  private static final String NAME = "bedrock-log";
  private static final ByteSearch MARK = new ByteSearch("\"ModelInvocationLog\"");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: it lies where the bucket is copied to. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("schemaType", "ModelInvocationLog"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(), MARK);
  }

  private static final class Line implements JsonLines.Parser {
    private final UsageObject usage = new UsageObject();
    private @Nullable Instant time;
    private @Nullable String requestId;
    private @Nullable String model;
    private @Nullable String region;

    @Override
    public void parse(JsonScanner json) throws IOException {
      usage.reset();
      time = null;
      requestId = null;
      model = null;
      region = null;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "timestamp" -> time = LogTime.read(json);
          case "requestId" -> requestId = json.text();
          case "modelId" -> model = json.text();
          case "region" -> region = json.text();
          case "input", "output" -> counts(json);
          default -> json.skip();
        }
      }
    }

    private void counts(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.endsWith("TokenCount")) {
          usage.take(name, json);
        } else {
          json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      Tokens tokens = usage.counters().tokens();
      if (tokens == null || tokens.isZero()) {
        return;
      }
      if (time == null || requestId == null) {
        sink.bad(time == null ? "timestamp: missing or no time" : "requestId: missing");
        return;
      }
      String bare = model == null ? null : model.substring(model.lastIndexOf('/') + 1);
      sink.record(
          new Sighting(NAME, "bedrock")
              .by("bedrock", bare)
              .priced(new PriceModifiers(null, null, region, 0, false, false))
              .record(time, requestId, tokens));
    }
  }
}
