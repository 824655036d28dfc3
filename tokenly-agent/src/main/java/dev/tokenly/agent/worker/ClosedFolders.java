package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.Homes;
import dev.tokenly.formats.log.Machine.Platform;
import dev.tokenly.model.Display;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;

/** Folders that may hold logs and that this agent has no right to read, each with the command that grants it. */
record ClosedFolders(Collection<Path> folders, Platform platform, String user) {
  private static final Pattern PLAIN = Pattern.compile("[\\w/.:@+-]+");

  /** A line for each, as people read it; empty when there is none. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    folders.stream().sorted().forEach(
        folder -> {
          lines.append("no right to read: ").append(Display.clean(folder.toString()));
          if (platform == Platform.LINUX) {
            lines.append(" (to grant it: ").append(Display.clean(command(folder))).append(')');
          }
          lines.append('\n');
        });
    if (!folders.isEmpty() && platform == Platform.LINUX) {
      lines.append("The service of tokenly-launcher --install may read every home without that; so may root.\n");
    }
    return lines.toString();
  }

  /** A home is only to be entered: what is in it is another matter. */
  private String command(Path folder) {
    boolean isHome = Homes.folder(platform).equals(folder.getParent()) || folder.equals(Homes.ofSuperuser(platform));
    String rights = "u:" + user + (isHome ? ":x" : ":rX,d:u:" + user + ":rX");
    return "setfacl " + (isHome ? "" : "-R ") + "-m " + quoted(rights) + ' ' + quoted(folder.toString());
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word.replace(",", "")).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
