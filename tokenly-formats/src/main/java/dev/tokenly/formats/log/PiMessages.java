package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The session lines that the Pi coding agent, OMP and OpenClaw share. Not all have entry ids, and forks, checkpoints and the
 * move to a database copy them, so a call is known by its message's time, model and tokens.
 */
final class PiMessages implements JsonLines.Parser, SqliteReader.Queries {
  private static final String EVENTS = "SELECT session_id, event_json FROM transcript_events ORDER BY session_id, seq";

  private final String format;
  private final String application;
  private final String file;
  private String session = "";
  private String folder = "";
  private String currentModel = "";
  private @Nullable String type;
  private @Nullable String customType;
  private @Nullable String lineId;
  private @Nullable String lineFolder;
  private @Nullable String lineModel;
  private @Nullable Instant lineTime;
  private @Nullable Message message;

  private static final class Message {
    private @Nullable String role;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable Instant time;
    private @Nullable String stopReason;
    private @Nullable BigDecimal cost;
    private Tokens tokens = Tokens.ZERO;
  }

  PiMessages(String format, String application, String file, String memory) {
    this.format = format;
    this.application = application;
    this.file = file;
    String[] saved = memory.split("\n", -1);
    if (saved.length == 3) {
      session = saved[0];
      folder = saved[1];
      currentModel = saved[2];
    }
  }

  @Override
  public String memory() {
    return session.isEmpty() && folder.isEmpty() && currentModel.isEmpty()
        ? ""
        : String.join("\n", session, folder, currentModel);
  }

  @Override
  public void read(Connection database, RecordSink sink) throws SQLException, IOException {
    JsonScanner json = new JsonScanner();
    begin("");
    try (PreparedStatement events = database.prepareStatement(EVENTS)) {
      Row.each(events, sink, (row, _) -> event(row, json, sink));
    }
  }

  private void event(Row row, JsonScanner json, RecordSink sink) throws SQLException, IOException {
    String id = Objects.requireNonNullElse(row.text("session_id"), "");
    if (!id.equals(session)) {
      begin(id);
    }
    byte[] event = row.utf8("event_json");
    parse(json.over(event, 0, event.length));
    if (json.tookBadCount()) {
      sink.badCount();
    } else {
      take(sink);
    }
  }

  /** Another session's folder and model say nothing about this one's. */
  private void begin(String id) {
    session = id;
    folder = "";
    currentModel = "";
  }

  @Override
  public void parse(JsonScanner json) throws IOException {
    type = null;
    customType = null;
    lineId = null;
    lineFolder = null;
    lineModel = null;
    lineTime = null;
    message = null;
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> type = json.text();
        case "customType" -> customType = json.text();
        case "id" -> lineId = json.text();
        case "cwd" -> lineFolder = json.text();
        case "modelId" -> lineModel = json.text();
        case "timestamp" -> lineTime = LogTime.read(json);
        case "message" -> message(json);
        case "data" -> snapshot(json);
        default -> json.skip();
      }
    }
  }

  /** The data of a {@code model-snapshot}. */
  private void snapshot(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("modelId")) {
        lineModel = json.text();
      } else {
        json.skip();
      }
    }
  }

  private void message(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    Message read = new Message();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "role" -> read.role = json.text();
        case "provider" -> read.provider = json.text();
        case "model" -> read.model = read.model == null ? json.text() : skipped(json, read.model);
        case "responseModel" -> read.model = Objects.requireNonNullElse(json.text(), read.model);
        case "timestamp" -> read.time = LogTime.read(json);
        case "stopReason" -> read.stopReason = json.text();
        case "usage" -> usage(json, read);
        default -> json.skip();
      }
    }
    message = read;
  }

  private static String skipped(JsonScanner json, String kept) throws IOException {
    json.skip();
    return kept;
  }

  private static void usage(JsonScanner json, Message read) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    long input = 0;
    long output = 0;
    long cacheRead = 0;
    long cacheWrite = 0;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input" -> input = json.tokens();
        case "output" -> output = json.tokens();
        case "cacheRead" -> cacheRead = json.tokens();
        case "cacheWrite" -> cacheWrite = json.tokens();
        case "cost" -> read.cost = totalCost(json);
        default -> json.skip();
      }
    }
    read.tokens = new Tokens(input, cacheRead, cacheWrite, 0, 0, output, 0);
  }

  private static @Nullable BigDecimal totalCost(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return null;
    }
    BigDecimal total = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("total")) {
        total = json.decimal();
      } else {
        json.skip();
      }
    }
    return total;
  }

  @Override
  public void take(RecordSink sink) {
    if (type == null) {
      return;
    }
    switch (type) {
      case "session" -> {
        session = Objects.requireNonNullElse(lineId, session);
        folder = Objects.requireNonNullElse(lineFolder, folder);
        currentModel = Objects.requireNonNullElse(lineModel, currentModel);
      }
      case "model_change" -> currentModel = Objects.requireNonNullElse(lineModel, currentModel);
      case "custom" -> {
        if ("model-snapshot".equals(customType)) {
          currentModel = Objects.requireNonNullElse(lineModel, currentModel);
        }
      }
      case "message" -> show(sink);
      default -> {}
    }
  }

  private void show(RecordSink sink) {
    Message call = message;
    if (call == null || !"assistant".equals(call.role) || call.tokens.isZero()) {
      return;
    }
    Instant time = call.time == null ? lineTime : call.time;
    if (time == null) {
      sink.bad("message.timestamp: missing or no time");
      return;
    }
    String model = call.model == null ? currentModel : call.model;
    boolean named = call.cost != null && call.cost.signum() > 0;
    sink.record(
        new Sighting(format, application)
            .byModel(call.provider, model)
            .inSession(session.isEmpty() ? file : session)
            .inFolder(folder.isEmpty() ? null : folder)
            .stoppedBy(call.stopReason)
            .costing(
                named && call.cost != null ? UsageObject.reported(call.cost, ReportedCost.Kind.TOOL_ESTIMATE) : null)
            .record(time, Keys.ofCall("pi", time, model, call.tokens), call.tokens));
  }
}
