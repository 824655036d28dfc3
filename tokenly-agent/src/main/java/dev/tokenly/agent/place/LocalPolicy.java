package dev.tokenly.agent.place;

import dev.tokenly.model.protocol.AgentNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/**
 * What this machine's owner allows, from {@code agent.toml}: it always wins over what a server sends. Without a file
 * everything the server configures may be read, and cleanup is up to the server's config (which is off by default).
 */
public record LocalPolicy(List<Path> allowRoots, List<Path> denyRoots, boolean cleanupNever,
    @Nullable String updateKey, Proxy proxy, boolean hashedPaths) {
  public static final LocalPolicy NONE =
      new LocalPolicy(List.of(), List.of(), false, null, new Proxy(true, List.of()), false);

  /**
   * Whether a server may have this machine run a metering proxy, and which environment variables (its upstream keys) that
   * proxy gets to see.
   */
  public record Proxy(boolean allowed, List<String> keys) {}

  private static final List<String> KEYS =
      List.of("allow_roots", "deny_roots", "cleanup", "update_key", "proxy", "proxy_keys", "paths");

  /** The policy in a file; without a file, none. */
  public static LocalPolicy in(@Nullable Path file) {
    return file == null ? NONE : read(file);
  }

  /** Reads a policy file; throws {@link IllegalArgumentException} naming the key that is wrong, or the file that is missing. */
  public static LocalPolicy read(Path file) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no policy " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the policy " + file + ": " + e.getMessage(), e);
    }
    if (toml.hasErrors()) {
      throw new IllegalArgumentException("the policy " + file + " is not valid TOML: " + toml.errors().getFirst());
    }
    for (String key : toml.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("the policy " + file + " has an unknown key: " + key);
      }
    }
    return new LocalPolicy(
        roots(toml, "allow_roots", file), roots(toml, "deny_roots", file),
        is("never", "allowed", toml, "cleanup", file),
        text(toml, "update_key", file),
        new Proxy(!is("never", "allowed", toml, "proxy", file), texts(toml, "proxy_keys", file)),
        is("hash", "home", toml, "paths", file));
  }

  /** Whether a key has the first of the only two values it may have; absent means the second. */
  private static boolean is(String wanted, String usual, TomlParseResult toml, String key, Path file) {
    String value = text(toml, key, file);
    if (value != null && !value.equals(wanted) && !value.equals(usual)) {
      throw new IllegalArgumentException(
          "the policy %s: %s must be \"%s\" or \"%s\"".formatted(file, key, wanted, usual));
    }
    return wanted.equals(value);
  }

  private static @Nullable String text(TomlParseResult toml, String key, Path file) {
    if (toml.contains(key) && !toml.isString(key)) {
      throw new IllegalArgumentException("the policy " + file + ": " + key + " must be a text");
    }
    return toml.getString(key);
  }

  private static List<Path> roots(TomlParseResult toml, String key, Path file) {
    return texts(toml, key, file).stream().map(path -> real(Path.of(path))).toList();
  }

  private static List<String> texts(TomlParseResult toml, String key, Path file) {
    if (!toml.contains(key)) {
      return List.of();
    }
    TomlArray array = toml.isArray(key) ? toml.getArray(key) : null;
    if (array == null || !array.toList().stream().allMatch(String.class::isInstance)) {
      throw new IllegalArgumentException("the policy " + file + ": " + key + " must be a list of texts");
    }
    return array.toList().stream().map(String::valueOf).toList();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** True when files below this (real) path may be opened. */
  public boolean mayRead(Path path) {
    boolean allowed =
        allowRoots.isEmpty() || allowRoots.stream().anyMatch(root -> path.startsWith(root) || root.startsWith(path));
    return allowed && denyRoots.stream().noneMatch(path::startsWith);
  }

  /** The policy as it is shown to the server. */
  public AgentNotes.Policy shown(PathNames names) {
    return new AgentNotes.Policy(told(allowRoots, names), told(denyRoots, names), cleanupNever);
  }

  private static List<String> told(List<Path> roots, PathNames names) {
    return roots.stream().map(root -> names.tell(root.toString())).toList();
  }
}
