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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenCode's messages, from rows or files. A message changes until it is completed and only counts then; the memory is the
 * time of the last completed one, so that a database is not shown whole each time it grows. A time beyond the database's own
 * last change is a clock that was wrong, and must not hide what comes after it.
 */
final class OpenCodeMessages implements DocumentReader.Document, SqliteReader.Queries {
  private static final long OVERLAP_MILLIS = 3_600_000;

  /** The text of a conversation is in another table; a message's own data is small. */
  private static final String COMPLETED =
      " FROM message WHERE CASE WHEN json_valid(data) THEN json_extract(data, '$.role') = 'assistant'"
          + " AND json_extract(data, '$.time.completed') >= ? ELSE data IS NOT NULL END";

  private final String application;
  private final JsonScanner rows = new JsonScanner();
  private final long changed;
  private long lastCompleted;
  private boolean assistant;
  private @Nullable String session;
  private @Nullable String model;
  private @Nullable String provider;
  private @Nullable String folder;
  private @Nullable BigDecimal cost;
  private @Nullable Instant created;
  private @Nullable Instant completed;
  private Tokens tokens = Tokens.ZERO;
  private boolean badCount;

  OpenCodeMessages(String application, LogFile file, String memory) {
    this.application = application;
    this.changed = file.modified().toEpochMilli();
    long saved = memory.matches("\\d{1,15}") ? Long.parseLong(memory) : 0;
    this.lastCompleted = saved > changed ? 0 : saved;
  }

  @Override
  public String memory() {
    return Long.toString(lastCompleted);
  }

  @Override
  public void read(Connection database, RecordSink sink) throws SQLException, IOException {
    String columns = SqliteReader.select(SqliteReader.columns(database, "message"), List.of("session_id", "data"));
    try (PreparedStatement query = database.prepareStatement("SELECT " + columns + COMPLETED)) {
      query.setLong(1, lastCompleted - OVERLAP_MILLIS);
      Row.each(query, sink, this::message);
    }
  }

  private void message(Row row, RecordSink sink) throws SQLException, IOException {
    byte[] data = row.utf8("data");
    parse(rows.over(data, 0, data.length));
    session = row.text("session_id");
    show(sink);
  }

  @Override
  public void read(JsonScanner json, RecordSink sink) throws IOException {
    parse(json);
    show(sink);
  }

  private void parse(JsonScanner json) throws IOException {
    clear();
    if (json.beginObject()) {
      fields(json);
    }
    badCount = json.tookBadCount();
  }

  private void fields(JsonScanner json) throws IOException {
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "role" -> assistant = "assistant".equals(json.text());
        case "sessionID" -> session = json.text();
        case "modelID" -> model = json.text();
        case "providerID" -> provider = json.text();
        case "cost" -> cost = json.decimal();
        case "path" -> path(json);
        case "time" -> time(json);
        case "tokens" -> tokens = tokens(json);
        default -> json.skip();
      }
    }
  }

  private void clear() {
    assistant = false;
    session = null;
    model = null;
    provider = null;
    folder = null;
    cost = null;
    created = null;
    completed = null;
    tokens = Tokens.ZERO;
  }

  private void path(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("cwd")) {
        folder = json.text();
      } else {
        json.skip();
      }
    }
  }

  private void time(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "created" -> created = LogTime.read(json);
        case "completed" -> completed = LogTime.read(json);
        default -> json.skip();
      }
    }
  }

  /** Input is beside the caches, and reasoning has been taken out of the output. */
  private static Tokens tokens(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return Tokens.ZERO;
    }
    long input = 0;
    long output = 0;
    long reasoning = 0;
    long[] cache = {0, 0};
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input" -> input = json.tokens();
        case "output" -> output = json.tokens();
        case "reasoning" -> reasoning = json.tokens();
        case "cache" -> cache(json, cache);
        default -> json.skip();
      }
    }
    return new Tokens(input, cache[0], cache[1], 0, 0, output + reasoning, reasoning);
  }

  private static void cache(JsonScanner json, long[] readAndWrite) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "read" -> readAndWrite[0] = json.tokens();
        case "write" -> readAndWrite[1] = json.tokens();
        default -> json.skip();
      }
    }
  }

  /** Shows the message if it is a completed call; a cost of 0 means that a subscription paid, not that it was free. */
  private void show(RecordSink sink) {
    if (!assistant || completed == null) {
      return;
    }
    lastCompleted = Math.max(lastCompleted, Math.min(changed, completed.toEpochMilli()));
    if (badCount) {
      sink.badCount();
      return;
    }
    if (tokens.isZero()) {
      return;
    }
    boolean named = cost != null && cost.signum() > 0;
    Instant begun = created == null ? completed : created;
    sink.record(
        new Sighting(OpenCode.NAME, application)
            .byModel(provider, model)
            .inSession(session)
            .inFolder(folder)
            .costing(named && cost != null ? UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE) : null)
            .record(completed, Keys.ofCall(OpenCode.NAME, begun, model, tokens), tokens));
  }
}
