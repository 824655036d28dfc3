package dev.tokenly.formats.log;

import com.github.luben.zstd.ZstdInputStream;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Zed's agent threads: a compressed JSON document a row. A thread's running total counts; its map of requests is not
 * complete. A thread without a model of its own belongs to an external agent, which keeps its own log.
 */
public final class Zed implements LogFormat {
  private static final String NAME = "zed";

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
    Path root =
        switch (machine.platform()) {
          case LINUX -> machine.inData("zed/threads");
          case MACOS -> machine.applicationSupport().resolve("Zed/threads");
          case WINDOWS -> machine.localAppData().resolve("Zed/threads");
        };
    return List.of(new Place(root, "threads.db"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.hasTables("threads") && sample.databasePages().contains("data_type");
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new SqliteReader(file, new Threads(memory));
  }

  private static final class Threads implements SqliteReader.Queries {
    private final RunningTotals totals;
    private @Nullable String provider;
    private @Nullable String model;
    private Tokens cumulative = Tokens.ZERO;
    private Tokens requests = Tokens.ZERO;

    Threads(String memory) {
      this.totals = new RunningTotals(NAME, memory);
    }

    @Override
    public String memory() {
      return totals.memory();
    }

    @Override
    public void read(Connection database, RecordSink sink) throws SQLException, IOException {
      try (PreparedStatement threads =
          database.prepareStatement("SELECT id, updated_at, data_type, data FROM threads")) {
        Row.each(threads, sink, this::thread);
      }
    }

    private void thread(Row row, RecordSink sink) throws SQLException, IOException {
      JsonScanner json = new JsonScanner();
      InputStream stored = new ByteArrayInputStream(row.bytes("data"));
      try (InputStream in = "zstd".equals(row.text("data_type")) ? new ZstdInputStream(stored) : stored) {
        parse(json.over(in));
      }
      Instant updated = row.time("updated_at");
      if (model == null) {
        return;
      }
      if (json.tookBadCount()) {
        sink.badCount();
        return;
      }
      if (updated == null) {
        sink.bad("updated_at: missing or no time");
        return;
      }
      String id = Objects.requireNonNullElse(row.text("id"), "");
      Tokens total = cumulative.max(requests);
      totals.show(id, total, updated, new Sighting(NAME, NAME).byModel(provider, model).inSession(id), sink);
    }

    private void parse(JsonScanner json) throws IOException {
      provider = null;
      model = null;
      cumulative = Tokens.ZERO;
      requests = Tokens.ZERO;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "model" -> model(json);
          case "cumulative_token_usage" -> cumulative = ApiTokens.read(json);
          case "request_token_usage" -> requests(json);
          default -> json.skip();
        }
      }
    }

    private void model(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "provider" -> provider = json.text();
          case "model" -> model = json.text();
          default -> json.skip();
        }
      }
    }

    private void requests(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        requests = requests.plus(ApiTokens.read(json));
      }
    }
  }
}
