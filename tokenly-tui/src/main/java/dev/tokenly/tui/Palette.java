package dev.tokenly.tui;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.pane.Pane;
import dev.tokenly.tui.pane.Panes;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be typed behind a colon: pages, machines, what the page's keys do, a few words, and every command line that
 * only reads.
 */
final class Palette {
  private static final List<String> WORDS =
      List.of("quit", "help", "refresh", "pause", "wide", "set mouse on", "set mouse off");

  private Palette() {}

  /** What the typed text may become, the likeliest first. */
  static List<String> candidates(State state, String typed) {
    String text = typed.toLowerCase(Locale.ROOT).stripLeading();
    TreeSet<String> found = new TreeSet<>();
    for (Page page : Page.values()) {
      found.add(page.title().toLowerCase(Locale.ROOT));
    }
    found.addAll(WORDS);
    found.addAll(state.desk().commands());
    actions(state).forEach(action -> found.add(action.meaning()));
    List<String> all = new ArrayList<>(found);
    all.removeIf(candidate -> !candidate.toLowerCase(Locale.ROOT).startsWith(text));
    all.addAll(hosts(state, text));
    return all;
  }

  /** What the page's own keys do, and this person may. */
  private static List<Pane.Binding> actions(State state) {
    return Panes.of(state.frame().page()).bindings(state).stream().filter(Pane.Binding::isOffered).toList();
  }

  /** Machines whose names begin so; thousands may be known, and are looked through at each key. */
  private static Set<String> hosts(State state, String beginning) {
    Set<String> hosts = new TreeSet<>();
    state.known().forEach(
        (question, loaded) -> {
          Fields answer = loaded.fields();
          if (question.topic() == Topic.CLIENTS && answer != null
              && answer.values().get("clients") instanceof List<?> clients) {
            clients.forEach(client -> addHost(hosts, client, beginning));
          }
        });
    return hosts;
  }

  private static void addHost(Set<String> hosts, Object client, String beginning) {
    if (client instanceof Map<?, ?> row && row.get("hostname") instanceof String host
        && host.regionMatches(true, 0, beginning, 0, beginning.length())) {
      hosts.add(host);
    }
  }

  /** What Enter or Tab would do with the typed text. */
  static String title(State state, String typed, List<String> candidates) {
    if (isCommand(state, typed.strip())) {
      return "Enter runs tokenly " + typed.strip();
    }
    return candidates.isEmpty() ? "Enter looks for a machine" : "Tab completes, Up recalls";
  }

  /** The text with what all its candidates have in common. */
  static String completed(State state, String typed) {
    List<String> candidates = candidates(state, typed);
    if (candidates.isEmpty()) {
      return typed;
    }
    String common = candidates.getFirst();
    for (String candidate : candidates) {
      int same = 0;
      while (same < Math.min(common.length(), candidate.length()) && common.charAt(same) == candidate.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
    }
    return common.length() > typed.length() ? common : typed;
  }

  /** Does what was typed. */
  static Step run(State state, String typed) {
    String line = typed.strip();
    State closed = state.with(new Overlay.None());
    if (line.isEmpty()) {
      return Step.to(closed);
    }
    State next = closed.with(closed.desk().typed(line));
    String word = line.toLowerCase(Locale.ROOT);
    String command = line.startsWith("tokenly ") ? line.substring("tokenly ".length()).strip() : line;
    for (Page page : Page.values()) {
      if (word.equals(page.title().toLowerCase(Locale.ROOT)) && !line.startsWith("tokenly ")) {
        return Step.to(next.on(page));
      }
    }
    if (isCommand(state, command)) {
      return Step.to(next, new Effect.Run(command));
    }
    return switch (word) {
      case "q", "q!", "quit", "exit" -> Step.to(next, new Effect.Quit());
      case "help", "h" -> Step.to(next.with(new Overlay.Help(0)));
      case "refresh" -> Step.to(next.refreshing());
      case "pause" -> Step.to(next.with(next.frame().paused(!next.frame().isPaused())));
      case "wide" -> Step.to(next.with(next.frame().wide(!next.frame().isWide())));
      case "set mouse on" -> Step.to(next, new Effect.Mouse(true));
      case "set mouse off" -> Step.to(next, new Effect.Mouse(false));
      default -> acted(next, word);
    };
  }

  private static Step acted(State state, String word) {
    for (Pane.Binding action : actions(state)) {
      if (action.meaning().equals(word)) {
        return Keys.press(state, new Key(action.key().equals("Space") ? " " : action.key()));
      }
    }
    return guessed(state, word);
  }

  private static boolean isCommand(State state, String line) {
    return state.desk().commands().stream().anyMatch(command -> line.equals(command) || line.startsWith(command + " "));
  }

  /** The beginning of a page's name, else a part of a machine's. */
  private static Step guessed(State state, String word) {
    for (Page page : Page.values()) {
      if (page.title().toLowerCase(Locale.ROOT).startsWith(word)) {
        return Step.to(state.on(page));
      }
    }
    return Step.to(state.on(Page.CLIENTS).with(ListState.START.filtered(word)));
  }
}
