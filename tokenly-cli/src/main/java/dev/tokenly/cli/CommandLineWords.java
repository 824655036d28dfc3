package dev.tokenly.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command line sorted: options before the command (they mean the same as after it), the command with everything behind
 * it, and whether help or the version was asked for anywhere before {@code --}.
 */
record CommandLineWords(List<String> globals, List<String> command, boolean wantsHelp, boolean wantsVersion) {
  private static final Set<String> WITH_VALUE =
      Set.of("--server", "--profile", "--ca-file", "--server-fingerprint", "--timeout", "--color");

  static CommandLineWords of(List<String> words) {
    List<String> globals = new ArrayList<>();
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String word = words.get(at++);
      if (!isHelp(word) && !isVersion(word)) {
        globals.add(word);
        if (WITH_VALUE.contains(word) && at < words.size()) {
          globals.add(words.get(at++));
        }
      }
    }
    List<String> command = words.subList(at, words.size());
    boolean version = words.subList(0, at).stream().anyMatch(CommandLineWords::isVersion);
    return new CommandLineWords(globals, command, asksForHelp(words), version);
  }

  private static boolean asksForHelp(List<String> words) {
    for (String word : words) {
      if (word.equals("--")) {
        return false;
      }
      if (isHelp(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private static boolean isVersion(String word) {
    return word.equals("--version") || word.equals("-V");
  }
}
