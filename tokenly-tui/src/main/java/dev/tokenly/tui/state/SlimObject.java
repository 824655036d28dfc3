package dev.tokenly.tui.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that shares its names with all others of the same shape, and cannot be changed: a tenth of a hash table's
 * size, which ten thousand machines need.
 */
final class SlimObject extends AbstractMap<String, Object> {
  private final Shape shape;
  private final Object[] values;

  SlimObject(Shape shape, List<Object> values) {
    this.shape = shape;
    this.values = values.toArray();
  }

  /** The names of an object's fields, in their order, and the place of each. */
  record Shape(List<String> names, Map<String, Integer> places) {
    static Shape of(List<String> names) {
      Map<String, Integer> places = new HashMap<>();
      for (int at = 0; at < names.size(); at++) {
        places.put(names.get(at), at);
      }
      return new Shape(List.copyOf(names), places);
    }
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Integer place = shape.places().get(name);
    return place == null ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return shape.places().containsKey(name);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return IntStream.range(0, values.length).mapToObj(at -> Map.entry(shape.names().get(at), values[at]))
            .iterator();
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
