package dev.tokenly.tui;

import java.util.List;

/** The command line as the palette knows it: what it may run, all of it reading only, and what a line prints. */
public interface CommandLines {
  /** The commands it may run, e.g. {@code clients list}. */
  List<String> names();

  /** Runs a line without the program's name and answers what it printed; blocks. Never throws: a complaint is text too. */
  List<String> run(String line);

  /** None at all, for pictures and tests. */
  static CommandLines none() {
    return new CommandLines() {
      @Override
      public List<String> names() {
        return List.of();
      }

      @Override
      public List<String> run(String line) {
        return List.of();
      }
    };
  }
}
