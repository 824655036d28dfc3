package dev.tokenly.cli.command;

import dev.tokenly.cli.option.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a command's list of options together from shared groups and its own. */
final class Options {
  private Options() {}

  static List<Option<?>> of(Option<?>... own) {
    return List.of(own);
  }

  static List<Option<?>> of(List<Option<?>> group, Option<?>... own) {
    List<Option<?>> all = new ArrayList<>(Arrays.asList(own));
    all.addAll(group);
    return all;
  }

  static List<Option<?>> of(List<Option<?>> group, List<Option<?>> other, Option<?>... own) {
    List<Option<?>> all = of(group, own);
    all.addAll(other);
    return all;
  }
}
