package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer with equal values and names held once and absent ones not at all: the rows of ten thousand machines differ in
 * little, and a third of their fields is empty.
 */
public final class Compact {
  private final Map<Object, Object> seen = new HashMap<>();
  private final Map<List<String>, SlimObject.Shape> shapes = new HashMap<>();

  private Compact() {}

  /** The same answer, smaller. */
  public static Fields of(Fields answer) {
    return new Fields(new Compact().object(answer.values()), answer.path());
  }

  private Map<String, Object> object(Map<?, ?> object) {
    List<String> names = new ArrayList<>(object.size());
    List<Object> values = new ArrayList<>(object.size());
    object.forEach(
        (name, value) -> {
          Object same = value(value);
          if (same != null) {
            names.add((String) shared(name));
            values.add(same);
          }
        });
    return new SlimObject(shapes.computeIfAbsent(names, SlimObject.Shape::of), values);
  }

  private @Nullable Object value(@Nullable Object value) {
    if (value instanceof Map<?, ?> inner) {
      return shared(object(inner));
    }
    if (value instanceof List<?> list) {
      List<Object> kept = new ArrayList<>(list.size());
      for (Object each : list) {
        // Rows are no two alike: looking for their equal would only take time.
        Object same = each instanceof Map<?, ?> row ? object(row) : value(each);
        if (same != null) {
          kept.add(same);
        }
      }
      return List.copyOf(kept);
    }
    return value == null ? null : shared(value);
  }

  private Object shared(Object value) {
    Object same = seen.putIfAbsent(value, value);
    return same == null ? value : same;
  }
}
