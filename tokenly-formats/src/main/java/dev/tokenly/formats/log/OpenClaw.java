package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenClaw (once Clawdbot, Moltbot): session lines in JSONL files, since 2026.8 in an SQLite database per agent. A migration
 * leaves both; checkpoints and archives are copies.
 */
public final class OpenClaw implements LogFormat {
  private static final String NAME = "openclaw";
  private final boolean database;

  private OpenClaw(boolean database) {
    this.database = database;
  }

  /** Sessions in JSONL files. */
  public static OpenClaw lines() {
    return new OpenClaw(false);
  }

  /** Sessions in a database. */
  public static OpenClaw database() {
    return new OpenClaw(true);
  }

  @Override
  public String name() {
    return database ? "openclaw-sqlite" : NAME;
  }

  @Override
  public Kind kind() {
    return database ? Kind.DATABASE : Kind.APPENDED;
  }

  @Override
  public List<Place> places(Machine machine) {
    List<Path> roots = new ArrayList<>(machine.named("OPENCLAW_DIR"));
    roots.addAll(machine.named("OPENCLAW_HOME"));
    if (roots.isEmpty()) {
      List.of(".openclaw", ".clawdbot", ".moltbot", ".moldbot").forEach(name -> roots.add(machine.inHome(name)));
    }
    String glob = database ? "agents/*/agent/openclaw-agent.sqlite" : "agents/*/sessions/**.{jsonl,jsonl.*}";
    return roots.stream().map(root -> new Place(root, glob)).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    if (database) {
      return sample.hasTables("transcript_events");
    }
    boolean ofThisTool =
        sample.pathContains("/agents/") || sample.any(line -> line.is("type", "custom") && line.has("customType"));
    return ofThisTool && Pi.isSession(sample);
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    PiMessages messages = new PiMessages(NAME, NAME, file.name(), memory);
    return database ? new SqliteReader(file, messages) : new JsonLinesReader(messages);
  }
}
