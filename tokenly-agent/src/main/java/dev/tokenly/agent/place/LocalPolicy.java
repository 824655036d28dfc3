package dev.tokenly.agent.place;

import dev.tokenly.model.protocol.AgentNotes;
import java.io.IOException;
import java.nio.file.Files;
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
    @Nullable String updateKey, Proxy proxy) {
  public static final LocalPolicy NONE = new LocalPolicy(List.of(), List.of(), false, null, new Proxy(true, List.of()));

  /**
   * Whether a server may have this machine run a metering proxy, and which environment variables (its upstream keys) that
   * proxy gets to see.
   */
  public record Proxy(boolean allowed, List<String> keys) {}

  private static final List<String> KEYS =
      List.of("allow_roots", "deny_roots", "cleanup", "update_key", "proxy", "proxy_keys");

  /** The policy in a file; without a file, none. */
  public static LocalPolicy in(@Nullable Path file) {
    return file == null ? NONE : read(file);
  }

  /** Reads a policy file; throws {@link IllegalArgumentException} naming the key that is wrong, or the file that is missing. */
  public static LocalPolicy read(Path file) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(Files.readString(file));
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
    String proxy = toml.isString("proxy") ? toml.getString("proxy") : toml.contains("proxy") ? "" : "allowed";
    if (!List.of("never", "allowed").contains(String.valueOf(proxy))) {
      throw new IllegalArgumentException("the policy " + file + ": proxy must be \"never\" or \"allowed\"");
    }
    String cleanup = toml.isString("cleanup") ? toml.getString("cleanup") : toml.contains("cleanup") ? "" : "allowed";
    if (!List.of("never", "allowed").contains(String.valueOf(cleanup))) {
      throw new IllegalArgumentException("the policy " + file + ": cleanup must be \"never\" or \"allowed\"");
    }
    return new LocalPolicy(
        roots(toml, "allow_roots", file), roots(toml, "deny_roots", file), "never".equals(cleanup),
        toml.getString("update_key"), new Proxy("allowed".equals(proxy), texts(toml, "proxy_keys", file)));
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
  public AgentNotes.Policy shown() {
    return new AgentNotes.Policy(
        allowRoots.stream().map(Path::toString).toList(), denyRoots.stream().map(Path::toString).toList(),
        cleanupNever);
  }
}
