package dev.tokenly.cli.session;

import dev.tokenly.cli.complaint.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's {@code config.toml}: flat {@code name = value} lines, a small part of TOML. Read by hand because a TOML parser
 * costs a command more time than everything else it does. An unknown name or a broken line is a complaint naming it.
 */
public final class ConfigFile {
  private ConfigFile() {}

  /** The settings in a file, in its order, which may be those named and no others; none when there is no file. */
  public static Map<String, String> read(Path file, List<String> names) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = equals < 0 ? line : line.substring(0, equals).strip();
      if (equals < 0 || !names.contains(name)) {
        throw Complaint.usage(
            file + ":" + (at + 1) + " has no setting " + name, "settings are " + String.join(", ", names))
            .raised();
      }
      settings.put(name, value(line.substring(equals + 1).strip()));
    }
    return settings;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      int end = text.indexOf(text.charAt(0), 1);
      return end < 0 ? text.substring(1) : text.substring(1, end);
    }
    int comment = text.indexOf('#');
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }

  /** Sets one name, leaving every other line as it was. */
  public static void set(Path file, String name, String value) {
    List<String> lines = new ArrayList<>(lines(file));
    String line = name + " = \"" + value.replace("\"", "") + '"';
    lines.removeIf(old -> old.strip().startsWith(name) && old.substring(name.length()).strip().startsWith("="));
    lines.add(line);
    PrivateFile.write(file, String.join("\n", lines) + '\n');
  }
}
