package dev.tokenly.cli.option;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say about a command: its path ({@code clients approve}), one line, a paragraph, and examples that are
 * run by a test.
 */
public record Manual(String path, String summary, String description, List<Example> examples) {
  public Manual {
    examples = List.copyOf(examples);
  }

  /** A command line and what it does. */
  public record Example(String line, String says) {}

  /** A manual whose examples alternate between a command line and what it does. */
  public static Manual of(String path, String summary, String description, String... examples) {
    List<Example> pairs = new ArrayList<>();
    for (int at = 0; at + 1 < examples.length; at += 2) {
      pairs.add(new Example(examples[at], examples[at + 1]));
    }
    return new Manual(path, summary, description, pairs);
  }
}
