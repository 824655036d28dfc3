package dev.tokenly.cli.terminal;

import java.util.HashMap;
import java.util.Map;

/**
 * The locale a user has, which says what a terminal can show. The start scripts ({@code packaging/launcher/roles.sh}) give
 * the JVM one of UTF-8, without which it opens no file whose name is more than ASCII, and leave the user's in {@code
 * TOKENLY_LOCALE}.
 */
public final class UserLocale {
  private UserLocale() {}

  /** The environment as it was before a start script changed its locale. */
  public static Map<String, String> restored(Map<String, String> environment) {
    String locale = environment.get("TOKENLY_LOCALE");
    if (locale == null) {
      return environment;
    }
    Map<String, String> restored = new HashMap<>(environment);
    restored.put("LC_ALL", locale);
    return Map.copyOf(restored);
  }
}
