package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which model a task used from when on, as its {@code task_metadata.json} says; empty where there is none. */
record ClineModels(TreeMap<Instant, Used> since) {

  /** A model and the provider that served it. */
  record Used(@Nullable String provider, @Nullable String model) {}

  static ClineModels beside(LogFile messages) {
    TreeMap<Instant, Used> since = new TreeMap<>();
    Path metadata = messages.path().resolveSibling("task_metadata.json");
    if (Files.isRegularFile(metadata)) {
      try (InputStream in = messages.at(metadata).open()) {
        read(new JsonScanner().over(in), since);
      } catch (IOException _) {
        // Without its metadata a task's models stay unknown; its tokens still count.
      }
    }
    return new ClineModels(since);
  }

  private static void read(JsonScanner json, TreeMap<Instant, Used> since) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (!name.equals("model_usage")) {
        json.skip();
      } else if (json.beginArray()) {
        while (json.nextElement()) {
          entry(json, since);
        }
      }
    }
  }

  private static void entry(JsonScanner json, TreeMap<Instant, Used> since) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    Instant time = null;
    String model = null;
    String provider = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "ts" -> time = LogTime.read(json);
        case "model_id" -> model = json.text();
        case "model_provider_id" -> provider = json.text();
        default -> json.skip();
      }
    }
    if (time != null) {
      since.put(time, new Used(provider, model));
    }
  }

  /** The model in use at a moment; the first known one before that; nothing when none is known. */
  Used at(Instant time) {
    Map.Entry<Instant, Used> entry = since.floorEntry(time);
    if (entry == null) {
      entry = since.firstEntry();
    }
    return entry == null ? new Used(null, null) : entry.getValue();
  }
}
