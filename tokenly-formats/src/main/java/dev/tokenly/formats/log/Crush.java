package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Crush's project databases. Its token columns hold the last step only, so nothing but the cost, which adds up, can be
 * told: a record with a cost and no tokens. What sub-agents cost is in their parent's.
 */
public final class Crush implements LogFormat {
  private static final String NAME = "crush";
  private static final List<String> COLUMNS = List.of("id", "parent_session_id", "cost", "updated_at");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.DATABASE;
  }

  /** The databases of the projects that Crush's own list names. */
  @Override
  public List<Place> places(Machine machine) {
    List<Path> named = machine.named("CRUSH_GLOBAL_DATA");
    Path list = (named.isEmpty() ? machine.inData("crush") : named.getFirst()).resolve("projects.json");
    List<Place> places = new ArrayList<>();
    for (String project : projects(machine.opening(), list)) {
      try {
        places.add(new Place(Path.of(project, ".crush"), "crush.db"));
      } catch (InvalidPathException _) {
        // The list names what is no path: there is nothing to look for.
      }
    }
    return places;
  }

  private static Set<String> projects(Opening opening, Path list) {
    Set<String> found = new LinkedHashSet<>();
    if (Files.isRegularFile(list)) {
      try (InputStream in = opening.open(list)) {
        paths(new JsonScanner().over(in), found, null);
      } catch (IOException _) {
        // A list that is being written is read at the next look.
      }
    }
    return found;
  }

  /** Every {@code path} in the list, however it is nested. */
  private static void paths(JsonScanner json, Set<String> found, @Nullable String field) throws IOException {
    int next = json.peekOrEnd();
    if (next == '{') {
      json.beginObject();
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        paths(json, found, name);
      }
    } else if (next == '[') {
      json.beginArray();
      while (json.nextElement()) {
        paths(json, found, field);
      }
    } else if (next == '"' && ("path".equals(field) || "projects".equals(field))) {
      String path = json.text();
      if (path != null && !path.isBlank()) {
        found.add(path);
      }
    } else {
      json.skip();
    }
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.hasTables("sessions")
        && sample.databasePages().contains("prompt_tokens")
        && sample.databasePages().contains("completion_tokens");
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new SqliteReader(file, (database, sink) -> read(file, database, sink));
  }

  private static void read(LogFile file, Connection database, RecordSink sink) throws SQLException {
    String columns = SqliteReader.select(SqliteReader.columns(database, "sessions"), COLUMNS);
    try (PreparedStatement sessions = database.prepareStatement("SELECT " + columns + " FROM sessions")) {
      Row.each(sessions, sink, (row, _) -> session(file, row, sink));
    }
  }

  private static void session(LogFile file, Row row, RecordSink sink) throws SQLException {
    String parent = row.text("parent_session_id");
    BigDecimal cost = row.decimal("cost");
    if ((parent != null && !parent.isEmpty()) || row.isEmpty("cost") || (cost != null && cost.signum() == 0)) {
      return;
    }
    ReportedCost reported = UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE);
    if (reported == null) {
      sink.bad("cost: no number, negative or immense");
      return;
    }
    Instant updated = row.time("updated_at");
    String session = row.text("id");
    Path project = file.path().toAbsolutePath().getParent();
    Path folder = project == null ? null : project.getParent();
    sink.record(
        new Sighting(NAME, NAME)
            .inSession(session)
            .inFolder(folder == null ? null : folder.toString())
            .costing(reported)
            .record(updated == null ? file.modified() : updated, Keys.of(NAME, session), Tokens.ZERO));
  }
}
