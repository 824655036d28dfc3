package dev.tokenly.server.settings;

import java.util.List;

/** The resolved settings as TOML with comments, for {@code server --print-config}. */
final class SettingsText {
  private SettingsText() {}

  static String of(List<Key> keys, SettingsSource source) {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (Key key : keys) {
      int dot = key.path().indexOf('.');
      if (!key.path().substring(0, dot).equals(group)) {
        group = key.path().substring(0, dot);
        text.append(text.isEmpty() ? "" : "\n").append('[').append(group).append("]\n");
      }
      text.append("# ").append(key.meaning()).append("; ").append(key.variable()).append('\n');
      text.append(key.path().substring(dot + 1)).append(" = ").append(value(key, source));
      text.append("  # ").append(source.origin(key.path())).append('\n');
    }
    return text.toString();
  }

  private static String value(Key key, SettingsSource source) {
    String value = source.text(key.path());
    if (key.isSecret() && !value.isEmpty()) {
      return "\"********\"";
    }
    boolean isBare = key.absent().matches("-?[0-9]+|true|false");
    return isBare ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
