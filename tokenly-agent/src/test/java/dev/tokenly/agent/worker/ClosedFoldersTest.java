package dev.tokenly.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.formats.log.Machine.Platform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedFoldersTest {
  private static String lines(Platform platform, String... folders) {
    List<Path> paths = List.of(folders).stream().map(Path::of).toList();
    return new ClosedFolders(paths, platform, "tokenly").lines();
  }

  @Test
  void each_folder_is_named_with_the_command_that_opens_it() {
    assertEquals(
        """
        no right to read: /home/alice (to grant it: setfacl -m u:tokenly:x /home/alice)
        no right to read: /home/bob/.claude (to grant it: setfacl -R -m u:tokenly:rX,d:u:tokenly:rX /home/bob/.claude)
        no right to read: /root (to grant it: setfacl -m u:tokenly:x /root)
        The service of tokenly-launcher --install may read every home without that; so may root.
        """,
        lines(Platform.LINUX, "/root", "/home/bob/.claude", "/home/alice"));
    assertEquals("no right to read: /Users/alice\n", lines(Platform.MACOS, "/Users/alice"));
    assertEquals("", lines(Platform.LINUX));
  }

  /** Somebody else chose the name, and an admin pastes the command. */
  @Test
  void a_hostile_name_stays_one_word() {
    String hostile = "/srv/x'; reboot; '";
    assertEquals(
        "no right to read: " + hostile
            + " (to grant it: setfacl -R -m u:tokenly:rX,d:u:tokenly:rX '/srv/x'\\''; reboot; '\\''')",
        lines(Platform.LINUX, hostile).lines().findFirst().orElseThrow());
  }
}
