package dev.tokenly.proxy.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table of a settings file, read strictly: every value is asked for by name and kind, and a key nobody asked for
 * fails in {@link #finish}. Complaints name the dotted path.
 */
final class Section {
  private final Map<String, Object> values;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  Section(Map<String, Object> values, String path) {
    this.values = values;
    this.path = path;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  @Nullable
  String optionalText(String key) {
    asked.add(key);
    return switch (values.get(key)) {
      case null -> null;
      case String text -> text;
      default -> throw bad(key, "not a text");
    };
  }

  String text(String key, String otherwise) {
    String text = optionalText(key);
    return text == null ? otherwise : text;
  }

  String requiredText(String key) {
    String text = optionalText(key);
    if (text == null || text.isBlank()) {
      throw bad(key, "missing");
    }
    return text;
  }

  @Nullable
  Long optionalNumber(String key, long min, long max) {
    asked.add(key);
    Object value = values.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Long || value instanceof Integer)) {
      throw bad(key, "not a whole number");
    }
    long number = ((Number) value).longValue();
    if (number < min || number > max) {
      throw bad(key, number + " is not between " + min + " and " + max);
    }
    return number;
  }

  int number(String key, int min, int max, int otherwise) {
    Long number = optionalNumber(key, min, max);
    return number == null ? otherwise : number.intValue();
  }

  boolean flag(String key, boolean otherwise) {
    asked.add(key);
    return switch (values.get(key)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      default -> throw bad(key, "not true or false");
    };
  }

  /** A decimal written as a text ("5.00") or a number. */
  @Nullable
  BigDecimal optionalDecimal(String key) {
    asked.add(key);
    Object value = values.get(key);
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name(key) + ": not a decimal number", e);
    }
  }

  /** A length of time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
  Duration duration(String key, Duration otherwise) {
    String text = optionalText(key);
    try {
      return text == null ? otherwise : Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name(key) + ": " + e.getMessage(), e);
    }
  }

  List<String> texts(String key) {
    asked.add(key);
    List<String> texts = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof String text)) {
        throw bad(key, "not a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The tables of a list such as {@code [[listener]]}. */
  List<Section> sections(String key) {
    asked.add(key);
    List<Section> sections = new ArrayList<>();
    for (Object element : list(key)) {
      sections.add(section(element, key + '[' + sections.size() + ']'));
    }
    return sections;
  }

  /** A table within, empty when it is absent. */
  Section section(String key) {
    asked.add(key);
    Object value = values.get(key);
    return section(value == null ? Map.of() : value, key);
  }

  private Section section(Object value, String key) {
    if (!(value instanceof Map<?, ?> table)) {
      throw bad(key, "not a table");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    table.forEach((name, inner) -> copy.put(String.valueOf(name), inner));
    return new Section(copy, name(key));
  }

  private List<?> list(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw bad(key, "not a list");
    };
  }

  /** Fails when the table has a key that was never asked for: a misspelt setting must not be silently ignored. */
  void finish() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw bad(key, "unknown setting");
      }
    }
  }

  IllegalArgumentException bad(String key, String why) {
    return new IllegalArgumentException(name(key) + ": " + why);
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }
}
