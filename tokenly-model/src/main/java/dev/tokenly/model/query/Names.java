package dev.tokenly.model.query;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of allowed names in an error message. */
final class Names {
  private Names() {}

  static <T> String of(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.joining(", "));
  }
}
