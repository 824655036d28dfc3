package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Claude Code's transcripts: one JSONL file a session, and one a sub-agent. The same reply is written on several lines and
 * copied whole into resumed and forked sessions, so a call is known by its message id alone, wherever it is found.
 */
public final class ClaudeCode implements LogFormat {
  static final String NAME = "claude-code";

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
    List<Place> places = new ArrayList<>();
    List<Path> roots = new ArrayList<>(machine.named("CLAUDE_CONFIG_DIR"));
    if (roots.isEmpty()) {
      roots.add(machine.inConfig("claude"));
      roots.add(machine.inHome(".claude"));
    }
    for (Path root : roots) {
      if (root.endsWith("projects")) {
        places.add(new Place(root, "**.jsonl"));
      } else {
        places.add(new Place(root.resolve("projects"), "**.jsonl"));
        places.add(new Place(root.resolve("transcripts"), "**.jsonl"));
      }
    }
    places.add(
        new Place(
            machine.applicationSupport().resolve("Claude/local-agent-mode-sessions"), "**/.claude/projects/**.jsonl"));
    places.add(new Place(machine.inHome(".cc-mirror"), "*/config/projects/**.jsonl"));
    return places;
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.any(line -> line.has("sessionId", "uuid", "message.usage.input_tokens"))
        || sample.any(line -> line.has("sessionId", "uuid", "parentUuid", "cwd") && !line.has("usageMetadata"))
        || sample.any(line -> isBareReply(line, sample));
  }

  /** Tools that copy or convert transcripts keep what usage needs and drop the rest, the lines' own ids among it. */
  private static boolean isBareReply(Shape line, Sample sample) {
    return line.has("timestamp", "message.usage.input_tokens", "message.usage.output_tokens")
        && (line.has("sessionId") || line.is("type", "assistant") || sample.pathContains("/projects/"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    return new ClaudeCodeReader();
  }
}
