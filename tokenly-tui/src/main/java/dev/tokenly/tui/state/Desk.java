package dev.tokenly.tui.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody has laid out: what analytics shows, the commands typed, those the palette may run, and changes not saved
 * yet, key by key.
 */
public record Desk(Choice choice, List<String> typed, List<String> commands, Map<String, String> drafts) {
  private static final int KEPT = 100;

  public Desk {
    typed = List.copyOf(typed);
    commands = List.copyOf(commands);
    drafts = Collections.unmodifiableMap(new LinkedHashMap<>(drafts));
  }

  /** An empty desk whose palette may run these commands. */
  public static Desk knowing(List<String> commands) {
    return new Desk(Choice.START, List.of(), commands, Map.of());
  }

  public Desk with(Choice next) {
    return new Desk(next, typed, commands, drafts);
  }

  /** Remembers a command line, the newest last. */
  public Desk typed(String line) {
    List<String> next = new ArrayList<>(typed);
    next.remove(line);
    next.add(line);
    return new Desk(choice, next.subList(Math.max(0, next.size() - KEPT), next.size()), commands, drafts);
  }

  /** Lays a new value for a key aside until it is saved. */
  public Desk drafting(String key, String value) {
    Map<String, String> next = new LinkedHashMap<>(drafts);
    next.put(key, value);
    return new Desk(choice, typed, commands, next);
  }

  public Desk withoutDraft(String key) {
    Map<String, String> next = new LinkedHashMap<>(drafts);
    next.remove(key);
    return new Desk(choice, typed, commands, next);
  }
}
