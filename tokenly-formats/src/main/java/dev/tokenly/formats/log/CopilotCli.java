package dev.tokenly.formats.log;

import dev.tokenly.model.Tokens;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * GitHub Copilot CLI's session store: one row per request. Its other files repeat parts of the same and are left alone. What
 * it bills are its own units, which are no dollars.
 */
public final class CopilotCli implements LogFormat {
  private static final String NAME = "copilot-cli";
  private static final String TABLE = "assistant_usage_events";
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "session_id",
          "created_at",
          "timestamp",
          "model",
          "api_call_id",
          "input_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "output_tokens",
          "reasoning_tokens");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.DATABASE;
  }

  @Override
  public List<Place> places(Machine machine) {
    return List.of(new Place(machine.inHome(".copilot"), "session-store.db"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.hasTables(TABLE);
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new SqliteReader(file, CopilotCli::read);
  }

  private static void read(Connection database, RecordSink sink) throws SQLException {
    Set<String> present = SqliteReader.columns(database, TABLE);
    String query = "SELECT rowid, " + SqliteReader.select(present, COLUMNS) + " FROM " + TABLE;
    try (PreparedStatement calls = database.prepareStatement(query)) {
      Row.each(calls, sink, CopilotCli::show);
    }
  }

  private static void show(Row row, RecordSink sink) throws SQLException {
    long cacheRead = row.tokens("cache_read_tokens");
    long cacheWrite = row.tokens("cache_write_tokens");
    long uncached = Math.max(0, row.tokens("input_tokens") - cacheRead - cacheWrite);
    long output = row.tokens("output_tokens");
    Tokens tokens =
        new Tokens(uncached, cacheRead, cacheWrite, 0, 0, output, Math.min(output, row.tokens("reasoning_tokens")));
    if (row.hasBadCount()) {
      sink.badCount();
      return;
    }
    Instant time = time(row);
    if (tokens.isZero()) {
      return;
    }
    if (time == null) {
      sink.bad("created_at: missing or no time");
      return;
    }
    String model = row.text("model");
    String session = row.text("session_id");
    String apiCall = row.text("api_call_id");
    String id = row.text("id");
    String key = apiCall != null ? apiCall : Keys.of(NAME, session, id == null ? row.text("rowid") : id, time);
    sink.record(new Sighting(NAME, NAME).by("github-copilot", model).inSession(session).record(time, key, tokens));
  }

  private static @Nullable Instant time(Row row) throws SQLException {
    String text = row.text("created_at");
    if (text == null) {
      text = row.text("timestamp");
    }
    Instant time = LogTime.of(text);
    return time == null && text != null && text.matches("\\d+") ? LogTime.ofNumber(new BigDecimal(text)) : time;
  }
}
