package dev.tokenly.cli.session;

/** Whether two versions of Tokenly speak to each other: those of one major version do. */
public final class Compatibility {
  private Compatibility() {}

  /** A version without a number, as a build from a checkout has, fits every other. */
  public static boolean fits(String client, String server) {
    String mine = major(client);
    String theirs = major(server);
    return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
  }

  /** Whether they are two releases, and not the same. */
  public static boolean differ(String client, String server) {
    return !major(client).isEmpty() && !major(server).isEmpty() && !client.equals(server);
  }

  private static String major(String version) {
    int end = 0;
    while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
      end++;
    }
    return version.substring(0, end);
  }
}
