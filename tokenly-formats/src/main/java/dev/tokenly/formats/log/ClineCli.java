package dev.tokenly.formats.log;

import dev.tokenly.formats.api.UsageObject;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cline's command line, version 3: a session's messages in one document, each with its metrics. Forks copy messages, so a
 * call is known by its time, model and tokens.
 */
public final class ClineCli implements LogFormat {
  private static final String NAME = "cline-cli";

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
    List<Path> roots = new ArrayList<>(machine.named("CLINE_DATA_DIR"));
    if (roots.isEmpty()) {
      List<Path> named = machine.named("CLINE_DIR");
      roots.add((named.isEmpty() ? machine.inHome(".cline") : named.getFirst()).resolve("data"));
    }
    return roots.stream().map(root -> new Place(root.resolve("sessions"), "*/*.messages.json")).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.first(session -> session.has("messages") && session.has("messages[].metrics"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new DocumentReader(file, (json, sink) -> read(file, json, sink));
  }

  private static void read(LogFile file, JsonScanner json, RecordSink sink) throws IOException {
    if (!json.beginObject()) {
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (!name.equals("messages")) {
        json.skip();
      } else if (json.beginArray()) {
        while (json.nextElement()) {
          Message.read(json).show(file.folder(1), sink);
        }
      }
    }
  }

  private record Message(
      @Nullable Instant time,
      @Nullable String provider,
      @Nullable String model,
      Tokens tokens,
      @Nullable BigDecimal cost,
      boolean badCount) {

    private static final Message NONE = new Message(null, null, null, Tokens.ZERO, null, false);

    static Message read(JsonScanner json) throws IOException {
      if (!json.beginObject()) {
        return NONE;
      }
      Instant time = null;
      String[] used = new String[] {"", ""};
      long[] counts = new long[4];
      BigDecimal[] cost = new BigDecimal[1];
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "ts" -> time = LogTime.read(json);
          case "modelInfo" -> modelInfo(json, used);
          case "metrics" -> cost[0] = metrics(json, counts);
          default -> json.skip();
        }
      }
      Tokens tokens = new Tokens(counts[0], counts[2], counts[3], 0, 0, counts[1], 0);
      return new Message(time, used[0], used[1], tokens, cost[0], json.tookBadCount());
    }

    private static void modelInfo(JsonScanner json, String[] providerAndModel) throws IOException {
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        String text = json.text();
        switch (name) {
          case "provider" -> providerAndModel[0] = text == null ? "" : text;
          case "id" -> providerAndModel[1] = text == null ? "" : text;
          default -> {}
        }
      }
    }

    private static @Nullable BigDecimal metrics(JsonScanner json, long[] counts) throws IOException {
      if (!json.beginObject()) {
        return null;
      }
      BigDecimal cost = null;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "inputTokens" -> counts[0] = json.tokens();
          case "outputTokens" -> counts[1] = json.tokens();
          case "cacheReadTokens" -> counts[2] = json.tokens();
          case "cacheWriteTokens" -> counts[3] = json.tokens();
          case "cost" -> cost = json.decimal();
          default -> json.skip();
        }
      }
      return cost;
    }

    void show(String session, RecordSink sink) {
      if (badCount) {
        sink.badCount();
        return;
      }
      if (tokens.isZero()) {
        return;
      }
      if (time == null) {
        sink.bad("ts: missing or no time");
        return;
      }
      boolean named = cost != null && cost.signum() > 0;
      sink.record(
          new Sighting(NAME, "cline")
              .byModel(provider, model)
              .inSession(session)
              .costing(named && cost != null ? UsageObject.reported(cost, ReportedCost.Kind.TOOL_ESTIMATE) : null)
              .record(time, Keys.ofCall(NAME, time, model, tokens), tokens));
    }
  }
}
