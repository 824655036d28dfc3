package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Codex CLI's rollouts: one JSONL file a thread, archived and compressed later; forks and sub-agents begin with a copy. */
public final class Codex implements LogFormat {
  static final String NAME = "codex";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.APPENDED;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Path> roots = machine.named("CODEX_HOME");
    List<Place> places = new ArrayList<>();
    for (Path root : roots.isEmpty() ? List.of(machine.inHome(".codex")) : roots) {
      places.add(new Place(root.resolve("sessions"), "**rollout-*.{jsonl,jsonl.zst}"));
      places.add(new Place(root.resolve("archived_sessions"), "**rollout-*.{jsonl,jsonl.zst}"));
    }
    return places;
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(
        line -> line.has("payload")
            && line.is(
                "type",
                "session_meta",
                "turn_context",
                "response_item",
                "event_msg",
                "compacted",
                "token_usage_record",
                "world_state"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new CodexReader(file, memory);
  }
}
