package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mistral Vibe: a session's totals in its {@code meta.json}, rewritten as they grow. Its messages have no counts; older
 * versions do not say how much of the prompt was cached, which then counts as input.
 */
public final class MistralVibe implements LogFormat {
  private static final String NAME = "mistral-vibe";

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
    return List.of(new Place(machine.inHome(".vibe/logs/session"), "*/meta.json"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.first(meta -> meta.has("session_id", "stats.session_prompt_tokens"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, new Meta(file, memory));
  }

  private static final class Meta implements DocumentReader.Document {
    private final LogFile file;
    private final RunningTotals totals;
    private @Nullable String session;
    private @Nullable String model;
    private @Nullable String folder;
    private Tokens total = Tokens.ZERO;

    Meta(LogFile file, String memory) {
      this.file = file;
      this.totals = new RunningTotals(NAME, memory);
    }

    @Override
    public String memory() {
      return totals.memory();
    }

    @Override
    public void read(JsonScanner json, RecordSink sink) throws IOException {
      object(json);
      if (json.tookBadCount()) {
        sink.badCount();
        return;
      }
      String id = session == null ? file.folder(1) : session;
      Sighting call =
          new Sighting(NAME, NAME).by(Vendors.of(model, "mistral"), model).inSession(id).inFolder(folder);
      totals.show(id, total, file.modified(), call, sink);
    }

    /** The document and the objects in it that matter: their names do not meet. */
    private void object(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "session_id" -> session = json.text();
          case "config", "environment" -> object(json);
          case "active_model" -> model = json.text();
          case "working_directory" -> folder = json.text();
          case "stats" -> total = tokens(json);
          default -> json.skip();
        }
      }
    }

    private static Tokens tokens(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long prompt = 0;
      long cached = 0;
      long output = 0;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "session_prompt_tokens" -> prompt = json.tokens();
          case "session_cached_tokens" -> cached = json.tokens();
          case "session_completion_tokens" -> output = json.tokens();
          default -> json.skip();
        }
      }
      long read = Math.min(cached, prompt);
      return new Tokens(prompt - read, read, 0, 0, 0, output, 0);
    }
  }
}
