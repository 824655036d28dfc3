package dev.tokenly.formats.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every format there is, strongest signature first. */
public final class LogFormats {
  public static final List<LogFormat> ALL = List.of(new Codex(), new ClaudeCode(), new NativeLog());

  private LogFormats() {}

  /** The format of that name, or null. */
  public static @Nullable LogFormat named(String name) {
    for (LogFormat format : ALL) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    return null;
  }
}
