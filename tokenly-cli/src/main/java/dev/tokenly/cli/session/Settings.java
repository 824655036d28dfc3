package dev.tokenly.cli.session;

import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings and where each came from: option, then environment ({@code TOKENLY_*}), then {@code tokenly.toml} of
 * the folder one is in, then the user's file, then the machine's ({@code /etc/tokenly/config.toml}), then the default. A
 * folder may say how answers look, never which server gets the login: it may be somebody else's.
 */
public final class Settings {
  /** Every setting there is. */
  public static final List<String> NAMES = List.of("server", "profile", "output", "tz", "color", "glyphs", "timeout");

  /** The origin of what nobody set. */
  public static final String DEFAULT = "default";

  private static final Path MACHINE = Path.of("/etc/tokenly/config.toml");
  private static final String FOLDERS = "tokenly.toml";
  private static final List<String> FOLDERS_NAMES = List.of("output", "tz", "color", "glyphs", "timeout");
  private final Terminal terminal;
  private final Folders folders;
  private final ServerOptions options;
  private @Nullable Map<String, String> ofFolder;
  private @Nullable Map<String, String> users;
  private @Nullable Map<String, String> machines;

  public Settings(Terminal terminal, Folders folders, ServerOptions options) {
    this.terminal = terminal;
    this.folders = folders;
    this.options = options;
  }

  /** A value and who set it. */
  public record Setting(String name, @Nullable String value, String origin) {}

  /** A setting by name, as the first who set it says. */
  public Setting find(String name) {
    Option<String> option = options.named(name);
    String given = option == null ? null : option.find();
    if (option != null && given != null) {
      return new Setting(name, given, "option " + option.name());
    }
    String variable = "TOKENLY_" + name.toUpperCase(Locale.ROOT);
    String set = terminal.env(variable);
    if (set != null) {
      return new Setting(name, set, "environment " + variable);
    }
    Map<String, String> here = ofFolder();
    if (here.containsKey(name)) {
      return new Setting(name, here.get(name), folders.here().resolve(FOLDERS).toString());
    }
    Map<String, String> user = users();
    if (user.containsKey(name)) {
      return new Setting(name, user.get(name), folders.configFile().toString());
    }
    Map<String, String> machine = machines();
    return new Setting(name, machine.get(name), machine.containsKey(name) ? MACHINE.toString() : DEFAULT);
  }

  private Map<String, String> ofFolder() {
    Map<String, String> read = ofFolder;
    if (read == null) {
      read = ConfigFile.read(folders.here().resolve(FOLDERS), FOLDERS_NAMES);
      ofFolder = read;
    }
    return read;
  }

  private Map<String, String> users() {
    Map<String, String> read = users;
    if (read == null) {
      read = ConfigFile.read(folders.configFile(), NAMES);
      users = read;
    }
    return read;
  }

  private Map<String, String> machines() {
    Map<String, String> read = machines;
    if (read == null) {
      read = ConfigFile.read(MACHINE, NAMES);
      machines = read;
    }
    return read;
  }

  /** A setting's value, or null when nobody set it. */
  public @Nullable String value(String name) {
    return find(name).value();
  }

  public Folders folders() {
    return folders;
  }
}
