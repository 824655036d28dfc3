package dev.tokenly.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A nested object as a flat one: the values by their dotted paths, elements of lists of objects by their number. */
public final class Leaves {
  private Leaves() {}

  public static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> object) {
    Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
    object.forEach((name, value) -> add(leaves, name, value));
    return leaves;
  }

  private static void add(Map<String, @Nullable Object> leaves, String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
      nested.forEach((name, inner) -> add(leaves, path + '.' + name, inner));
    } else if (value instanceof List<?> list && list.stream().anyMatch(element -> element instanceof Map<?, ?>)) {
      for (int at = 0; at < list.size(); at++) {
        add(leaves, path + '.' + at, list.get(at));
      }
    } else {
      leaves.put(path, value);
    }
  }
}
