package dev.tokenly.cli.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this user's settings, state, cache and data live, by the XDG rules ({@code TOKENLY_CONFIG_DIR} wins for settings),
 * and the folder they are in.
 */
public record Folders(Path config, Path state, Path cache, Path data, Path here) {

  /** The folders an environment names. */
  public static Folders of(Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home")));
    @Nullable String own = env.get("TOKENLY_CONFIG_DIR");
    Path config = own == null || own.isEmpty() ? xdg(env, "XDG_CONFIG_HOME", home.resolve(".config")) : Path.of(own);
    return new Folders(
        config,
        xdg(env, "XDG_STATE_HOME", home.resolve(".local/state")),
        xdg(env, "XDG_CACHE_HOME", home.resolve(".cache")),
        xdg(env, "XDG_DATA_HOME", home.resolve(".local/share")),
        Path.of(env.getOrDefault("PWD", "")).toAbsolutePath());
  }

  private static Path xdg(Map<String, String> env, String name, Path standard) {
    String set = env.get(name);
    boolean usable = set != null && set.startsWith("/");
    return (usable ? Path.of(set) : standard).resolve("tokenly");
  }

  /** The settings file. */
  public Path configFile() {
    return config.resolve("config.toml");
  }

  /** The names of the saved profiles, in order. */
  public List<String> profiles() {
    String[] names = config.resolve("profiles").toFile().list((_, name) -> name.endsWith(".json"));
    return names == null
        ? List.of()
        : Arrays.stream(names).map(name -> name.substring(0, name.length() - 5)).sorted().toList();
  }

  /** Where a profile's server and login are kept. */
  public Path profileFile(String profile) {
    return config.resolve("profiles").resolve(profile + ".json");
  }
}
