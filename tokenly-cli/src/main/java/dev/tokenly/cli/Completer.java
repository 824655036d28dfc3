package dev.tokenly.cli;

import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.command.LiveValues;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may stand next on a command line: commands, options, their values, and live values from the server. */
public final class Completer {
  private final LiveValues live;

  public Completer(LiveValues live) {
    this.live = live;
  }

  /** The candidates for the last of the words, which may be empty or half typed. */
  public List<String> candidates(List<String> words) {
    String typed = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    List<String> path = before.stream().takeWhile(word -> !word.startsWith("-")).limit(2).toList();
    List<String> found = new ArrayList<>(next(path, before, typed));
    found.removeIf(candidate -> !candidate.startsWith(typed));
    return found;
  }

  /** Whether a file may be meant where there is no candidate: not where a name, one of a few words or an option stands. */
  boolean mayBeFile(List<String> words) {
    String typed = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    List<String> path = before.stream().takeWhile(word -> !word.startsWith("-")).limit(2).toList();
    String named = named(path);
    if (!Commands.PATHS.contains(named)) {
      return named.equals("agent");
    }
    List<Option<?>> options = options(Commands.at(named));
    Option<?> waiting = waiting(options, before.getLast());
    if (waiting != null) {
      return isOpen(waiting);
    }
    return !typed.startsWith("-") && options.stream().filter(Option::isOperand).anyMatch(Completer::isOpen);
  }

  private static boolean isOpen(Option<?> option) {
    return option.live() == Option.Live.FILES || (option.live() == Option.Live.NONE && option.choices().isEmpty());
  }

  private static String named(List<String> path) {
    boolean isPair = path.size() == 2 && Commands.PATHS.contains(String.join(" ", path));
    return isPair ? String.join(" ", path) : path.isEmpty() ? "" : path.getFirst();
  }

  private List<String> next(List<String> path, List<String> before, String typed) {
    if (path.isEmpty()) {
      return firstWords();
    }
    if (path.getFirst().equals("help")) {
      List<String> topics = new ArrayList<>(firstWords());
      topics.addAll(Topics.NAMES);
      return topics;
    }
    List<String> found = new ArrayList<>();
    if (path.size() == 1 && before.size() == 1) {
      String prefix = path.getFirst() + ' ';
      Commands.below(path.getFirst()).forEach(below -> found.add(below.substring(prefix.length())));
    }
    String named = named(path);
    if (Commands.PATHS.contains(named)) {
      found.addAll(arguments(Commands.at(named), before, typed));
    }
    return found;
  }

  private static List<String> firstWords() {
    TreeSet<String> words = new TreeSet<>(List.of("help", "agent"));
    Commands.PATHS.forEach(path -> words.add(path.contains(" ") ? path.substring(0, path.indexOf(' ')) : path));
    return List.copyOf(words);
  }

  private List<String> arguments(Command command, List<String> before, String typed) {
    List<Option<?>> options = options(command);
    Option<?> waiting = waiting(options, before.getLast());
    if (waiting != null) {
      return values(waiting);
    }
    List<String> found = new ArrayList<>();
    if (typed.startsWith("-")) {
      options.stream().filter(option -> !option.isOperand()).forEach(option -> found.addAll(option.names()));
    } else {
      options.stream().filter(Option::isOperand).forEach(option -> found.addAll(values(option)));
    }
    return found;
  }

  private static List<Option<?>> options(Command command) {
    List<Option<?>> options = new ArrayList<>(command.options());
    options.addAll(new ServerOptions().all());
    return options;
  }

  /** The option whose value comes next; null when none waits for one. */
  private static @Nullable Option<?> waiting(List<Option<?>> options, String last) {
    for (Option<?> option : options) {
      if (!option.isOperand() && option.takesValue() && !option.isBare() && option.names().contains(last)) {
        return option;
      }
    }
    return null;
  }

  private List<String> values(Option<?> option) {
    return option.choices().isEmpty() ? live.of(option.live()) : option.choices();
  }
}
