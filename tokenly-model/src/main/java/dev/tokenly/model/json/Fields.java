package dev.tokenly.model.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a JSON object's fields; unknown fields are ignored, a missing or wrong one throws {@link BadField} with
 * its path. The names are the wire's. Without switches over types: a short command would wait for the JVM to build them.
 */
public record Fields(Map<String, Object> values, String path) {

  public static Fields of(Map<String, Object> values) {
    return new Fields(values, "");
  }

  /** Parses bytes that must be one JSON object. */
  public static Fields parse(byte[] utf8) {
    return of(JsonText.object(utf8));
  }

  /**
   * Parses something on a thread of its own, for who is about to wait for what will be parsed: the first time the JVM works
   * out the powers of five that decimals might need, which takes a quarter of a short command.
   */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("fields").start(() -> parse(new byte[] {'{', '}'}));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text, or null when the field is absent. */
  public @Nullable String optionalText(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw bad(name, "not a text");
  }

  /** A text that is not blank. */
  public String text(String name) {
    String text = optionalText(name);
    if (text == null || text.isBlank()) {
      throw bad(name, text == null ? "missing" : "blank");
    }
    return text;
  }

  /** A whole number, or the default when the field is absent. */
  public long number(String name, long absent) {
    Long number = optionalNumber(name);
    return number == null ? absent : number;
  }

  /** A whole number, or null when the field is absent. */
  public @Nullable Long optionalNumber(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof Long) {
      return (Long) value;
    }
    if (value instanceof BigDecimal decimal && isWhole(decimal)) {
      return decimal.longValueExact();
    }
    throw bad(name, "not a whole number");
  }

  private static boolean isWhole(BigDecimal decimal) {
    return decimal.stripTrailingZeros().scale() <= 0 && decimal.precision() <= 18;
  }

  /** A whole number ≥ 0 that must be there. */
  public long count(String name) {
    Long number = optionalNumber(name);
    if (number == null || number < 0) {
      throw bad(name, number == null ? "missing" : "negative");
    }
    return number;
  }

  /** A decimal number, or null when the field is absent. */
  public @Nullable BigDecimal optionalDecimal(String name) {
    Object value = values.get(name);
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    throw bad(name, "not a number");
  }

  /** A decimal number that must be there. */
  public BigDecimal decimal(String name) {
    BigDecimal decimal = optionalDecimal(name);
    if (decimal == null) {
      throw bad(name, "missing");
    }
    return decimal;
  }

  /** True or false, or the default when the field is absent. */
  public boolean flag(String name, boolean absent) {
    Object value = values.get(name);
    if (value == null || value instanceof Boolean) {
      return value == null ? absent : (Boolean) value;
    }
    throw bad(name, "not true or false");
  }

  /** An RFC 3339 time, or null when the field is absent. */
  public @Nullable Instant optionalTime(String name) {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    try {
      return Rfc3339.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad(name, String.valueOf(e.getMessage()));
    }
  }

  /** An RFC 3339 time that must be there. */
  public Instant time(String name) {
    Instant time = optionalTime(name);
    if (time == null) {
      throw bad(name, "missing");
    }
    return time;
  }

  /** A nested object, or null when the field is absent. */
  public @Nullable Fields optionalObject(String name) {
    // Here and in array: a switch over types is linked at run time, which every start would pay for.
    Object value = values.get(name);
    if (value instanceof Map<?, ?> object) {
      return new Fields(copy(object), path + name + '.');
    }
    if (value != null) {
      throw bad(name, "not an object");
    }
    return null;
  }

  /** A nested object that must be there. */
  public Fields object(String name) {
    Fields object = optionalObject(name);
    if (object == null) {
      throw bad(name, "missing");
    }
    return object;
  }

  /** A list of texts; empty when the field is absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof String text)) {
        throw bad(name, "not a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects; empty when the field is absent. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof Map<?, ?> object)) {
        throw bad(name, "not a list of objects");
      }
      objects.add(new Fields(copy(object), path + name + '.'));
    }
    return objects;
  }

  private List<?> array(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> array) {
      return array;
    }
    if (value != null) {
      throw bad(name, "not a list");
    }
    return List.of();
  }

  private static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  /** The exception for a field of this object. */
  public BadField bad(String name, String why) {
    return new BadField(path + name, why);
  }
}
