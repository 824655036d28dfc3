package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Coder's Mux: a workspace's totals by {@code provider:model}, rewritten as they grow. Its buckets do not overlap. */
public final class Mux implements LogFormat {
  private static final String NAME = "mux";

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
    return List.of(new Place(machine.inHome(".mux/sessions"), "*/session-usage.json"));
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.pathContains("session-usage") && sample.first(totals -> totals.has("byModel", "version"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, new Workspace(file, memory));
  }

  private static final class Workspace implements DocumentReader.Document {
    private final LogFile file;
    private final RunningTotals totals;

    Workspace(LogFile file, String memory) {
      this.file = file;
      this.totals = new RunningTotals(NAME, memory);
    }

    @Override
    public String memory() {
      return totals.memory();
    }

    @Override
    public void read(JsonScanner json, RecordSink sink) throws IOException {
      Map<String, Tokens> models = new TreeMap<>();
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("byModel") && json.beginObject()) {
          for (String model = json.nextField(); model != null; model = json.nextField()) {
            Tokens total = tokens(json);
            if (json.tookBadCount()) {
              sink.badCount();
            } else {
              models.put(model, total);
            }
          }
        } else if (!name.equals("byModel")) {
          json.skip();
        }
      }
      String workspace = file.folder(1);
      models.forEach(
          (named, total) -> {
            int colon = named.indexOf(':');
            String provider = colon < 0 ? null : named.substring(0, colon);
            Sighting call =
                new Sighting(NAME, NAME).byModel(provider, named.substring(colon + 1)).inSession(workspace);
            totals.show(workspace + '/' + named, total, file.modified(), call, sink);
          });
    }

    /** Reasoning stands beside the output. */
    private static Tokens tokens(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return Tokens.ZERO;
      }
      long[] counts = new long[5];
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        int bucket = List.of("input", "cached", "cacheCreate", "output", "reasoning").indexOf(name);
        if (bucket < 0) {
          json.skip();
        } else {
          counts[bucket] = count(json);
        }
      }
      return new Tokens(counts[0], counts[1], 0, 0, counts[2], counts[3] + counts[4], counts[4]);
    }

    private static long count(JsonScanner json) throws IOException {
      long tokens = 0;
      if (!json.beginObject()) {
        return tokens;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("tokens")) {
          tokens = json.tokens();
        } else {
          json.skip();
        }
      }
      return tokens;
    }
  }
}
