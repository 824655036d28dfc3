package dev.tokenly.proxy.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A settings file as plain maps and lists: YAML and JSON by the ending of its name, TOML otherwise. */
final class SettingsSyntax {
  private SettingsSyntax() {}

  /** The file's root table; throws {@link IllegalArgumentException} with the place of a mistake. */
  static Map<String, Object> read(Path file) throws IOException {
    String text = Files.readString(file);
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json") ? yaml(text) : toml(text);
  }

  /** JSON is YAML too. */
  private static Map<String, Object> yaml(String text) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(at -> " (line " + (at.getLine() + 1) + ")").orElse("");
      throw new IllegalArgumentException(e.getProblem() + place, e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
    if (root == null) {
      return Map.of();
    }
    if (!(root instanceof Map<?, ?> table)) {
      throw new IllegalArgumentException("not a table of settings");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    table.forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  private static Map<String, Object> toml(String text) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new IllegalArgumentException(toml.errors().getFirst().toString());
    }
    return plain(toml);
  }

  private static Map<String, Object> plain(TomlTable table) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      map.put(entry.getKey(), plainValue(entry.getValue()));
    }
    return map;
  }

  private static Object plainValue(Object value) {
    return switch (value) {
      case TomlTable table -> plain(table);
      case TomlArray array -> array.toList().stream().map(SettingsSyntax::plainValue).toList();
      default -> value;
    };
  }
}
