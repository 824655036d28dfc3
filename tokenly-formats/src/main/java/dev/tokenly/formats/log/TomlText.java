package dev.tokenly.formats.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single texts out of a tool's TOML settings: a whole parser would be much for two words. */
final class TomlText {
  private static final int MAX_BYTES = 1 << 20;

  private TomlText() {}

  /** The text {@code key} has in a table ("" is the top, names joined by dots); null when there is none. */
  static @Nullable String find(LogFile file, String table, String key) {
    String at = "";
    for (String line : lines(file)) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        at = plain(text.substring(0, text.lastIndexOf(']') < 0 ? text.length() : text.lastIndexOf(']')).substring(1));
      } else if (equals > 0 && at.equals(plain(table)) && plain(text.substring(0, equals)).equals(key)) {
        return value(text.substring(equals + 1).strip());
      }
    }
    return null;
  }

  private static List<String> lines(LogFile file) {
    if (!Files.isRegularFile(file.path())) {
      return List.of();
    }
    try (InputStream in = file.open()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length <= MAX_BYTES ? new String(bytes, StandardCharsets.UTF_8).lines().toList() : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String plain(String name) {
    return name.replace("\"", "").replace("'", "").replace(" ", "");
  }

  private static @Nullable String value(String written) {
    if (written.length() < 2 || (written.charAt(0) != '"' && written.charAt(0) != '\'')) {
      return null;
    }
    int end = written.indexOf(written.charAt(0), 1);
    return end <= 1 ? null : written.substring(1, end);
  }
}
