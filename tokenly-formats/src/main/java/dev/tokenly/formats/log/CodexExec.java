package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code codex exec --json} prints, kept in a file. Its usage is the thread's total so far, so the growth counts; it
 * has no times. A thread whose rollout lies on this machine is counted there.
 */
public final class CodexExec implements LogFormat {
  static final String NAME = "codex-exec";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  /** None of its own: whoever runs it redirects it somewhere. */
  @Override
  public List<Place> places(Machine machine) {
    return List.of();
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.is("type", "thread.started") && line.has("thread_id"))
        || sample.any(line -> line.is("type", "turn.completed") && line.has("usage.cached_input_tokens"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new JsonLinesReader(new Line(file, memory));
  }

  /** One line; the memory is the thread and its total. */
  private static final class Line implements JsonLines.Parser {
    private final Instant modified;
    private final RunningTotals totals;
    private String thread;
    private boolean hasRollout;
    private String type = "";
    private @Nullable String threadId;
    private CodexTokens usage = CodexTokens.ZERO;

    Line(LogFile file, String memory) {
      int end = memory.indexOf('\n');
      this.modified = file.modified();
      this.thread = end < 0 ? file.name() : memory.substring(0, end);
      this.totals = new RunningTotals(NAME, end < 0 ? "" : memory.substring(end + 1));
      this.hasRollout = end >= 0 && CodexAncestors.hasRollout(Machine.current(), thread);
    }

    @Override
    public String memory() {
      return thread + '\n' + totals.memory();
    }

    @Override
    public void parse(JsonScanner json) throws IOException {
      type = "";
      threadId = null;
      usage = CodexTokens.ZERO;
      if (!json.beginObject()) {
        return;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> type = Objects.requireNonNullElse(json.text(), "");
          case "thread_id" -> threadId = json.text();
          case "usage" -> usage = CodexTokens.read(json);
          default -> json.skip();
        }
      }
    }

    @Override
    public void take(RecordSink sink) {
      if (type.equals("thread.started") && threadId != null) {
        thread = threadId;
        hasRollout = CodexAncestors.hasRollout(Machine.current(), thread);
      } else if (type.equals("turn.completed") && !hasRollout) {
        Sighting call = new Sighting(NAME, Codex.NAME).by("openai", null).inSession(thread);
        totals.show(thread, usage.buckets(), modified, call, sink);
      }
    }
  }
}
