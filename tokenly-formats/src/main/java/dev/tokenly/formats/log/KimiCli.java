package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * kimi-cli's wire log. The model is not in it: it is the one the settings name, else what it calls itself, {@code
 * kimi-for-coding}. Events of sub-agents are
 * mirrored into the parent's log and only count in their own.
 */
public final class KimiCli implements LogFormat {
  private static final String NAME = "kimi-cli";
  private static final String MODEL = "kimi-for-coding";
  private static final ByteSearch USAGE = new ByteSearch("\"token_usage\"");

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
    List<Path> named = machine.named("KIMI_SHARE_DIR");
    Path root = named.isEmpty() ? machine.inHome(".kimi") : named.getFirst();
    return List.of(new Place(root.resolve("sessions"), "**/wire.jsonl"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.has("message.payload.token_usage.input_other"))
        || sample
            .any(line -> line.is("message.type", "StatusUpdate", "TurnBegin", "StepBegin") && line.has("timestamp"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    boolean subAgent = file.folder(2).equals("subagents");
    return new JsonLinesReader(new Line(file.folder(subAgent ? 3 : 1), model(file)), USAGE);
  }

  /** The model the settings beside the sessions name today: the log itself names none. */
  private static String model(LogFile log) {
    Path root = log.path().toAbsolutePath();
    while (root != null && !root.endsWith("sessions")) {
      root = root.getParent();
    }
    LogFile config = root == null ? null : log.at(root.resolveSibling("config.toml"));
    String alias = config == null ? null : TomlText.find(config, "", "default_model");
    if (config == null || alias == null) {
      return MODEL;
    }
    String named = TomlText.find(config, "models." + alias, "model");
    return named == null ? alias : named;
  }

  private static final class Line implements JsonLines.Parser {
    private final String session;
    private final String model;
    private @Nullable Instant time;
    private @Nullable String type;
    private @Nullable String messageId;
    private Tokens tokens = Tokens.ZERO;

    Line(String session, String model) {
      this.session = session;
      this.model = model;
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      time = null;
      type = null;
      messageId = null;
      tokens = Tokens.ZERO;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "timestamp" -> time = LogTime.read(json);
          case "message" -> message(json);
          default -> json.skip();
        }
      }
    }

    private void message(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> type = json.text();
          case "payload" -> payload(json);
          default -> json.skip();
        }
      }
    }

    private void payload(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "message_id" -> messageId = json.text();
          case "token_usage" -> tokens = KimiTokens.read(json);
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      if (!"StatusUpdate".equals(type) || tokens.isZero()) {
        return;
      }
      if (time == null) {
        sink.bad("timestamp: missing or no time");
        return;
      }
      String key = Keys.of(NAME, session, time, tokens);
      if (messageId != null) {
        key = messageId.startsWith("chatcmpl-") ? messageId : NAME + ':' + session + ':' + messageId;
      }
      sink.record(new Sighting(NAME, NAME).by(Vendors.of(model, "moonshot"), model).inSession(session).record(time, key,
          tokens));
    }
  }
}
