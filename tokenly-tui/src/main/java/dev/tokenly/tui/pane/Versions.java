package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import java.util.List;

/** Versions of agents, number by number. */
final class Versions {
  private Versions() {}

  static boolean isOlder(String version, String than) {
    if (version.equals(Shown.UNKNOWN) || version.equals(than)) {
      return false;
    }
    String[] one = version.split("[.-]", -1);
    String[] other = than.split("[.-]", -1);
    for (int at = 0; at < Math.min(one.length, other.length); at++) {
      int compared = compare(one[at], other[at]);
      if (compared != 0) {
        return compared < 0;
      }
    }
    return false;
  }

  private static int compare(String one, String other) {
    boolean numbers = one.matches("\\d{1,9}") && other.matches("\\d{1,9}");
    return numbers ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other)) : one.compareTo(other);
  }

  /** The newest agent among machines; empty when none tells its version. */
  static String newest(List<Fields> clients) {
    String newest = "";
    for (Fields client : clients) {
      String version = Shown.text(client, "launcher_version");
      if (!version.equals(Shown.UNKNOWN) && (newest.isEmpty() || isOlder(newest, version))) {
        newest = version;
      }
    }
    return newest;
  }
}
