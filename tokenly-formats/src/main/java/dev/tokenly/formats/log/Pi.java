package dev.tokenly.formats.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Pi coding agent and OMP, which write the same session lines. */
public final class Pi implements LogFormat {
  private static final String NAME = "pi";

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
    List<Path> roots = new ArrayList<>(machine.named("PI_CODING_AGENT_SESSION_DIR"));
    if (roots.isEmpty()) {
      machine.named("PI_CODING_AGENT_DIR").forEach(folder -> roots.add(folder.resolve("sessions")));
    }
    if (roots.isEmpty()) {
      machine.named("PI_AGENT_DIR").forEach(folder -> roots.add(folder.resolve("sessions")));
    }
    if (roots.isEmpty()) {
      roots.add(machine.inHome(".pi/agent/sessions"));
    }
    roots.add(machine.inHome(".omp/agent/sessions"));
    return roots.stream().map(root -> new Place(root, "**.jsonl")).toList();
  }

  @Override
  public boolean recognises(Sample sample) {
    return isSession(sample);
  }

  /** A header with session and folder first, or messages counted in this family's words. */
  static boolean isSession(Sample sample) {
    return sample.first(line -> line.is("type", "session") && line.has("id", "cwd"))
        || sample.any(line -> line.has("message.usage.cacheRead", "message.usage.input"));
  }

  @Override
  public LogReader open(LogFile file, String memory) {
    String application = file.path().toString().replace('\\', '/').contains("/.omp/") ? "omp" : NAME;
    return new JsonLinesReader(new PiMessages(NAME, application, file.name(), memory));
  }
}
