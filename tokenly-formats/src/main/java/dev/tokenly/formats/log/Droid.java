package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Factory's Droid: a session's settings file carries its running total and is rewritten; the growth counts. */
public final class Droid implements LogFormat {
  private static final String NAME = "droid";
  private static final String ENDING = ".settings.json";

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
    List<Path> roots = new ArrayList<>(machine.named("DROID_SESSIONS_DIR"));
    if (roots.isEmpty()) {
      List<Path> factory = machine.named("FACTORY_DIR");
      roots.add((factory.isEmpty() ? machine.inHome(".factory") : factory.getFirst()).resolve("sessions"));
    }
    return roots.stream().map(root -> new Place(root, "**" + ENDING)).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.first(settings -> settings.has("tokenUsage.inputTokens", "tokenUsage.thinkingTokens"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, new Settings(file, memory));
  }

  private static final class Settings implements DocumentReader.Document {
    private final LogFile file;
    private final RunningTotals totals;

    Settings(LogFile file, String memory) {
      this.file = file;
      this.totals = new RunningTotals(NAME, memory);
    }

    @Override
    public String memory() {
      return totals.memory();
    }

    @Override
    public void read(JsonScanner json, RecordSink sink) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      String model = null;
      String provider = null;
      Tokens total = Tokens.ZERO;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "model" -> model = bare(json.text());
          case "providerLock" -> provider = json.text();
          case "tokenUsage" -> total = tokens(json);
          default -> json.skip();
        }
      }
      if (json.tookBadCount()) {
        sink.badCount();
        return;
      }
      String session =
          file.name().endsWith(ENDING) ? file.name().substring(0, file.name().length() - ENDING.length()) : file.name();
      Sighting call = new Sighting(NAME, NAME).byModel(provider, model).inSession(session);
      totals.show(session, total, file.modified(), call, sink);
    }

    /** {@code custom:Name-[Provider]-0} is how a user's own model is written. */
    private static @Nullable String bare(@Nullable String model) {
      if (model == null || !model.startsWith("custom:")) {
        return model;
      }
      int bracket = model.indexOf("-[");
      return model.substring("custom:".length(), bracket < 0 ? model.length() : bracket);
    }

    /** Input is beside the caches, thinking beside the output. */
    private static Tokens tokens(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long input = 0;
      long output = 0;
      long cacheWrite = 0;
      long cacheRead = 0;
      long thinking = 0;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "inputTokens" -> input = json.tokens();
          case "outputTokens" -> output = json.tokens();
          case "cacheCreationTokens" -> cacheWrite = json.tokens();
          case "cacheReadTokens" -> cacheRead = json.tokens();
          case "thinkingTokens" -> thinking = json.tokens();
          default -> json.skip();
        }
      }
      return new Tokens(input, cacheRead, cacheWrite, 0, 0, output + thinking, thinking);
    }
  }
}
