package dev.tokenly.formats.log;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The machine (or one user's part of it) whose logs are looked for: platform, home folder, environment variables, and how the
 * lists are opened that some tools keep of where their logs lie.
 */
public record Machine(Platform platform, Path home, Map<String, String> environment, Opening opening) {
  /** A machine whose files are opened as the system opens them. */
  public Machine(Platform platform, Path home, Map<String, String> environment) {
    this(platform, home, environment, Opening.PLAIN);
  }

  /** The operating systems that tools know different folders for. */
  public enum Platform {
    LINUX,
    MACOS,
    WINDOWS
  }

  /** This machine, as the current user sees it. */
  public static Machine current() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Platform platform =
        os.startsWith("windows") ? Platform.WINDOWS : os.startsWith("mac") ? Platform.MACOS : Platform.LINUX;
    return new Machine(platform, ownHome(platform, System.getenv()), System.getenv());
  }

  /** The tools whose logs we read ask the environment first; Java's own {@code user.home} asks only the user database. */
  private static Path ownHome(Platform platform, Map<String, String> environment) {
    String named = environment.getOrDefault(platform == Platform.WINDOWS ? "USERPROFILE" : "HOME", "");
    Path home = Path.of(named);
    return home.isAbsolute() ? home : Path.of(System.getProperty("user.home", "/"));
  }

  /** The same machine for another user: only the home folder is known, none of that user's variables. */
  public Machine forHome(Path otherHome) {
    return new Machine(platform, otherHome, Map.of(), opening);
  }

  /** The same machine, its lists opened in another way. */
  public Machine with(Opening otherOpening) {
    return new Machine(platform, home, environment, otherOpening);
  }

  /** A path below the home folder, written with forward slashes. */
  public Path inHome(String below) {
    return home.resolve(below);
  }

  /** {@code $XDG_CONFIG_HOME/below}, or {@code ~/.config/below}. */
  public Path inConfig(String below) {
    return xdg("XDG_CONFIG_HOME", ".config").resolve(below);
  }

  /** {@code $XDG_DATA_HOME/below}, or {@code ~/.local/share/below}. */
  public Path inData(String below) {
    return xdg("XDG_DATA_HOME", ".local/share").resolve(below);
  }

  private Path xdg(String variable, String otherwise) {
    List<Path> named = named(variable);
    return named.isEmpty() || !named.getFirst().isAbsolute() ? inHome(otherwise) : named.getFirst();
  }

  /** Where applications keep their data: {@code ~/.config}, {@code ~/Library/Application Support} or {@code %APPDATA%}. */
  public Path applicationSupport() {
    return switch (platform) {
      case LINUX -> inConfig("");
      case MACOS -> inHome("Library/Application Support");
      case WINDOWS -> named("APPDATA").stream().findFirst().orElse(inHome("AppData/Roaming"));
    };
  }

  /** {@code %LOCALAPPDATA%} on Windows, its usual place when the variable is not set. */
  public Path localAppData() {
    return named("LOCALAPPDATA").stream().findFirst().orElse(inHome("AppData/Local"));
  }

  /** The folders an environment variable names, separated by commas, {@code ~} expanded; empty when it is not set. */
  public List<Path> named(String variable) {
    List<Path> paths = new ArrayList<>();
    for (String part : environment.getOrDefault(variable, "").split(",", -1)) {
      String text = part.strip();
      if (!text.isEmpty()) {
        addPath(paths, text);
      }
    }
    return paths;
  }

  private void addPath(List<Path> paths, String text) {
    try {
      boolean inHome = text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
      paths.add(inHome ? home.resolve(text.substring(Math.min(2, text.length()))) : Path.of(text));
    } catch (InvalidPathException _) {
      // A variable that names no possible path names no folder to look in.
    }
  }
}
