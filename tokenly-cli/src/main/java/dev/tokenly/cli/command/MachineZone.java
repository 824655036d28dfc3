package dev.tokenly.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * This machine's time zone by name. Java reads the rules of all zones before it tells the name of one, which is a tenth of
 * a short command; where nothing else is told and the system names its zone by a link, the link is enough.
 */
final class MachineZone {
  private static final Path LINK = Path.of("/etc/localtime");
  private static final String ROOT = "zoneinfo/";

  private MachineZone() {}

  /** Its name; {@code told} is the environment's {@code TZ}, which only Java may read. */
  static String name(@Nullable String told) {
    String linked = told != null || System.getProperty("user.timezone", "").length() > 0 ? null : linked(LINK);
    String name = linked == null ? TimeZone.getDefault().getID() : linked;
    return name.equals("GMT") || name.equals("Etc/UTC") ? "UTC" : name;
  }

  /** The zone a link into the system's folder of zones names; null when it is none or leads elsewhere. */
  static @Nullable String linked(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      int at = target.lastIndexOf(ROOT);
      String name = at < 0 ? "" : target.substring(at + ROOT.length());
      boolean isPlain = !name.isEmpty() && !name.startsWith("posix/") && !name.startsWith("right/");
      return isPlain ? name : null;
    } catch (IOException | UnsupportedOperationException _) {
      return null;
    }
  }
}
