package dev.tokenly.proxy.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code proxy.toml} or {@code proxy.yaml}, strictly: an unknown key, a wrong kind of value or a rule broken anywhere fails with an {@link
 * IllegalArgumentException} that names the file and the setting.
 */
public final class SettingsFile {
  private static final int MIB = 1 << 20;

  private SettingsFile() {}

  /**
   * Settings of a file (null: none) with those of the command line, which win; its listeners come in addition. Records go
   * to {@code spoolFolder} unless the settings name another folder, or to standard output when {@code print}.
   */
  public static ProxySettings read(@Nullable Path file, Map<String, Object> options, Path spoolFolder, boolean print) {
    try {
      Map<String, Object> root = file == null ? new LinkedHashMap<>() : new LinkedHashMap<>(SettingsSyntax.read(file));
      List<Object> listeners = new ArrayList<>();
      listeners.addAll((List<?>) root.getOrDefault("listener", List.of()));
      listeners.addAll((List<?>) options.getOrDefault("listener", List.of()));
      root.putAll(options);
      root.put("listener", listeners);
      return settings(new Section(root, ""), spoolFolder, print);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed: " + e.getMessage(), e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(file + ": listener: not a list of tables ([[listener]])", e);
    } catch (IllegalArgumentException e) {
      throw file == null ? e : new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static ProxySettings settings(Section root, Path spoolFolder, boolean print) {
    List<ListenerSettings> listeners = new ArrayList<>();
    for (Section section : root.sections("listener")) {
      listeners.add(new ListenerSection(section).read());
    }
    List<CallerKey> keys = new ArrayList<>();
    for (Section section : root.sections("key")) {
      keys.add(key(section));
    }
    ProxySettings settings =
        new ProxySettings(listeners, keys, limits(root), output(root, spoolFolder, print), operation(root));
    root.finish();
    return settings;
  }

  private static CallerKey key(Section section) {
    Budget budget = section.has("budget") ? ListenerSection.budget(section.section("budget")) : null;
    CallerKey key = new CallerKey(section.requiredText("user"), section.requiredText("sha256"), budget);
    section.finish();
    return key;
  }

  private static Limits limits(Section root) {
    Section limits = root.section("limits");
    Limits.Sizes sizes =
        new Limits.Sizes(
            limits.number("max_header_kb", 1, 1024, 64) << 10,
            limits.number("max_body_mb", 1, 1024, 24) * MIB,
            limits.number("buffered_mb", 1, 2047, 24) * MIB);
    Limits.Times usual = Limits.DEFAULT.times();
    Limits.Times times =
        new Limits.Times(
            limits.duration("head_timeout", usual.head()),
            limits.duration("body_timeout", usual.body()),
            limits.duration("connect_timeout", usual.connect()),
            limits.duration("idle_timeout", usual.idle()),
            root.duration("drain", usual.drain()));
    limits.finish();
    return new Limits(sizes, times);
  }

  private static Output output(Section root, Path spoolFolder, boolean print) {
    Path folder = path(root, "spool_dir");
    boolean failClosed = choice(root, "on_spool_failure", "fail-open", "fail-closed");
    long maxBytes = (long) root.number("spool_max_mb", 1, Integer.MAX_VALUE, 1024) * MIB;
    return print
        ? new Output.Print()
        : new Output.Spool(folder == null ? spoolFolder : folder, maxBytes, failClosed);
  }

  private static ProxySettings.Operation operation(Section root) {
    Long port = root.optionalNumber("admin_port", 0, 65_535);
    return new ProxySettings.Operation(
        !choice(root, "on_client_abort", "drain", "cancel"),
        port == null ? null : port.intValue(),
        path(root, "ca_file"),
        path(root, "over_budget_file"));
  }

  private static @Nullable Path path(Section root, String key) {
    String text = root.optionalText(key);
    return text == null ? null : Path.of(text);
  }

  /** Whether a setting of two values has the second. */
  private static boolean choice(Section root, String key, String first, String second) {
    String value = root.text(key, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw root.bad(key, '"' + first + "\" or \"" + second + "\", not \"" + value + '"');
    }
    return value.equals(second);
  }
}
