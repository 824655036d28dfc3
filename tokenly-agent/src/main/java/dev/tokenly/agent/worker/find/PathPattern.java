package dev.tokenly.agent.worker.find;

import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configured discovery path: {@code ~}, {@code $VAR}, {@code ${VAR}} and {@code %VAR%} are filled in, {@code *} stands
 * for one folder's name. A {@code **} is where the walk goes deep anyway, so the pattern ends there.
 */
final class PathPattern {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|\\$([A-Za-z_][A-Za-z0-9_]*)|%([A-Za-z_][A-Za-z0-9_]*)%");

  private PathPattern() {}

  /** The existing folders a pattern names; none when a variable is not set. Throws {@link IllegalArgumentException} for a bad pattern. */
  static List<Path> folders(String pattern, Machine machine) {
    String text = filledIn(pattern, machine);
    if (text.isEmpty()) {
      return List.of();
    }
    Path path = parsed(pattern, text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + pattern);
    }
    List<Path> folders = List.of(path.getRoot());
    for (Path name : path) {
      if (name.toString().equals("**")) {
        break;
      }
      folders = below(folders, name.toString());
    }
    return folders.stream().filter(Files::isDirectory).toList();
  }

  private static Path parsed(String pattern, String text) {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + pattern, e);
    }
  }

  private static String filledIn(String pattern, Machine machine) {
    String text = pattern.strip();
    if (text.equals("~") || text.startsWith("~/") || text.startsWith("~\\")) {
      text = machine.home() + text.substring(1);
    }
    Map<String, String> environment = machine.environment();
    StringBuilder filled = new StringBuilder();
    Matcher variables = VARIABLE.matcher(text);
    while (variables.find()) {
      String name = variables.group(1) != null ? variables.group(1) : variables.group(2);
      name = name != null ? name : variables.group(3).toUpperCase(Locale.ROOT);
      String value = environment.getOrDefault(name, "");
      if (value.isBlank()) {
        return "";
      }
      variables.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return variables.appendTail(filled).toString();
  }

  private static List<Path> below(List<Path> folders, String name) {
    if (name.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '{')) {
      return folders.stream().map(folder -> folder.resolve(name)).toList();
    }
    PathMatcher matcher = matcher(name);
    List<Path> matching = new ArrayList<>();
    for (Path folder : folders) {
      try (DirectoryStream<Path> children =
          Files.newDirectoryStream(folder, child -> matcher.matches(child.getFileName()))) {
        children.forEach(matching::add);
      } catch (IOException | DirectoryIteratorException _) {
        // A folder that is not there or not ours has nothing to offer; the walk reports what it may not read.
      }
    }
    matching.sort(null);
    return matching;
  }

  /** A matcher of single names; throws {@link IllegalArgumentException} for a pattern that is none. */
  static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
