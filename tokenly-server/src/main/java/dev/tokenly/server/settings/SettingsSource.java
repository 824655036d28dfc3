package dev.tokenly.server.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/**
 * Gathers the texts of all settings from file, environment and options, the later winning, and remembers where each came
 * from. An unknown path fails and is named.
 */
final class SettingsSource {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final Map<String, Key> keys = new LinkedHashMap<>();

  SettingsSource(List<Key> known) {
    known.forEach(key -> keys.put(key.path(), key));
  }

  void addFile(@Nullable Path file) {
    if (file == null) {
      return;
    }
    TomlParseResult toml;
    try {
      toml = Toml.parse(file);
    } catch (NoSuchFileException _) {
      throw new SettingsException("there is no settings file " + file);
    } catch (IOException e) {
      throw new SettingsException("cannot read the settings file " + file + ": " + e.getMessage());
    }
    if (toml.hasErrors()) {
      throw new SettingsException(file + ": " + toml.errors().getFirst());
    }
    for (String path : toml.dottedKeySet()) {
      put(path, text(toml.get(path)), file.toString());
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof TomlArray array
        ? array.toList().stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  void addEnvironment(Map<String, String> environment) {
    Set<String> groups =
        keys.keySet().stream().map(path -> path.substring(0, path.indexOf('.'))).collect(Collectors.toSet());
    Map<String, Key> byVariable =
        keys.values().stream().collect(Collectors.toMap(Key::variable, key -> key));
    environment.forEach(
        (variable, value) -> {
          Key key = byVariable.get(variable);
          if (key != null) {
            put(key.path(), value, "environment variable " + variable);
          } else if (groups.stream()
              .anyMatch(group -> variable.startsWith("TOKENLY_" + group.toUpperCase(Locale.ROOT) + '_'))) {
            throw new SettingsException("unknown environment variable " + variable);
          }
        });
  }

  void addOptions(Map<String, String> options) {
    options.forEach((path, value) -> put(path, value, "command line"));
  }

  private void put(String path, String value, String origin) {
    if (!keys.containsKey(path)) {
      throw new SettingsException("unknown setting \"" + path + "\" (from " + origin + ")");
    }
    texts.put(path, value);
    origins.put(path, origin);
  }

  String text(String path) {
    Key key = key(path);
    return texts.getOrDefault(path, key.absent());
  }

  String origin(String path) {
    return origins.getOrDefault(path, "default");
  }

  int number(String path, int min, int max) {
    try {
      int number = Integer.parseInt(text(path).strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Falls through to the exception, which states the bounds.
    }
    throw bad(path, "a whole number from " + min + " to " + max + " is needed");
  }

  boolean flag(String path) {
    return switch (text(path)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(path, "true or false is needed");
    };
  }

  List<String> list(String path) {
    return List.of(text(path).split(",", -1)).stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  String oneOf(String path, String... allowed) {
    String text = text(path);
    if (!List.of(allowed).contains(text)) {
      throw bad(path, "one of " + String.join(", ", allowed) + " is needed");
    }
    return text;
  }

  /** The exception for a value; a secret's value is not repeated. */
  SettingsException bad(String path, String why) {
    String shown = key(path).isSecret() ? "" : " = \"" + text(path) + "\"";
    return new SettingsException(path + shown + " (from " + origin(path) + "): " + why);
  }

  private Key key(String path) {
    Key key = keys.get(path);
    if (key == null) {
      throw new IllegalArgumentException("no such setting: " + path);
    }
    return key;
  }
}
