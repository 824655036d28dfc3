package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goose's session database: a ledger of calls since 1.5x; in older ones only each session's running total. */
public final class Goose implements LogFormat {
  private static final String NAME = "goose";
  private static final List<String> LEDGER =
      List.of(
          "id",
          "session_id",
          "created_timestamp",
          "model",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "cost");
  private static final List<String> SESSIONS =
      List.of(
          "id",
          "updated_at",
          "provider_name",
          "model_config_json",
          "working_dir",
          "accumulated_input_tokens",
          "accumulated_output_tokens",
          "accumulated_cache_read_tokens",
          "accumulated_cache_write_tokens");

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
    List<Path> roots = new ArrayList<>();
    machine.named("GOOSE_PATH_ROOT").forEach(root -> roots.add(root.resolve("data")));
    if (roots.isEmpty()) {
      roots.add(machine.inData("goose"));
      roots.add(machine.applicationSupport().resolve("goose"));
      roots.add(machine.applicationSupport().resolve("Block/goose"));
    }
    return roots.stream().distinct().map(root -> new Place(root, "sessions/sessions.db")).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.hasTables("usage_ledger", "sessions")
        || (sample.hasTables("sessions") && sample.databasePages().contains("accumulated_input_tokens"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new SqliteReader(file, new Sessions(file, memory));
  }

  private static final class Sessions implements SqliteReader.Queries {
    private final LogFile file;
    private final RunningTotals totals;

    Sessions(LogFile file, String memory) {
      this.file = file;
      this.totals = new RunningTotals(NAME, memory);
    }

    @Override
    public String memory() {
      return totals.memory();
    }

    @Override
    public void read(Connection database, RecordSink sink) throws SQLException {
      Set<String> ledger = SqliteReader.columns(database, "usage_ledger");
      boolean each = !ledger.isEmpty();
      String query =
          each
              ? "SELECT " + SqliteReader.select(ledger, LEDGER) + " FROM usage_ledger"
              : "SELECT " + SqliteReader.select(SqliteReader.columns(database, "sessions"), SESSIONS)
                  + " FROM sessions";
      try (PreparedStatement rows = database.prepareStatement(query)) {
        Row.each(rows, sink, each ? Sessions::call : this::session);
      }
    }

    /** The input contains cache reads; a recreated database begins its ids again, so the time is part of the key. */
    private static void call(Row row, RecordSink sink) throws SQLException {
      Instant time = row.time("created_timestamp");
      Tokens tokens = tokens(row, "");
      if (row.hasBadCount()) {
        sink.badCount();
        return;
      }
      if (tokens.isZero()) {
        return;
      }
      if (time == null) {
        sink.bad("created_timestamp: missing or no time");
        return;
      }
      String session = row.text("session_id");
      BigDecimal cost = row.decimal("cost");
      boolean named = cost != null && cost.signum() > 0;
      sink.record(
          new Sighting(NAME, NAME)
              .byModel(null, row.text("model"))
              .inSession(session)
              .costing(named ? UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE) : null)
              .record(time, Keys.of(NAME, session, row.text("id"), time), tokens));
    }

    private void session(Row row, RecordSink sink) throws SQLException {
      Tokens total = tokens(row, "accumulated_");
      if (row.hasBadCount()) {
        sink.badCount();
        return;
      }
      String session = Objects.requireNonNullElse(row.text("id"), "");
      Instant updated = row.time("updated_at");
      Sighting call =
          new Sighting(NAME, NAME)
              .byModel(row.text("provider_name"), modelName(row.text("model_config_json")))
              .inSession(session)
              .inFolder(row.text("working_dir"));
      totals.show(session, total, updated == null ? file.modified() : updated, call, sink);
    }

    private static @Nullable String modelName(@Nullable String config) {
      try {
        return config == null ? null : Fields.parse(config.getBytes(StandardCharsets.UTF_8)).optionalText("model_name");
      } catch (IllegalArgumentException _) {
        return null; // Without a readable configuration the model is unknown; the tokens still count.
      }
    }

    private static Tokens tokens(Row row, String prefix) throws SQLException {
      long cacheRead = row.tokens(prefix + "cache_read_tokens");
      long cacheWrite = row.tokens(prefix + "cache_write_tokens");
      long input = Math.max(0, row.tokens(prefix + "input_tokens") - cacheRead);
      return new Tokens(input, cacheRead, cacheWrite, 0, 0, row.tokens(prefix + "output_tokens"), 0);
    }
  }
}
