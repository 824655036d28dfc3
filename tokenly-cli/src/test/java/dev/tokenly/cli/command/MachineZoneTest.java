package dev.tokenly.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineZoneTest {
  @TempDir private Path folder;

  private Path link(String target) throws IOException {
    Path link = folder.resolve("localtime");
    Files.deleteIfExists(link);
    return Files.createSymbolicLink(link, Path.of(target));
  }

  @Test
  void is_the_one_the_systems_link_names() throws IOException {
    assertEquals("Europe/Berlin", MachineZone.linked(link("/usr/share/zoneinfo/Europe/Berlin")));
    assertEquals("America/Argentina/Ushuaia",
        MachineZone.linked(link("../usr/share/zoneinfo/America/Argentina/Ushuaia")));
    assertEquals("Asia/Tokyo", MachineZone.linked(link("/var/db/timezone/zoneinfo/Asia/Tokyo")));
  }

  @Test
  void is_left_to_java_where_there_is_no_such_link() throws IOException {
    assertNull(MachineZone.linked(link("/usr/share/zoneinfo/right/Europe/Berlin")));
    assertNull(MachineZone.linked(link("/etc/elsewhere")));
    assertNull(MachineZone.linked(folder.resolve("nothing")));
    assertNull(MachineZone.linked(Files.writeString(folder.resolve("file"), "TZif")));
  }

  @Test
  void is_the_one_java_would_have_said() {
    String java = TimeZone.getDefault().getID();
    String plain = java.equals("GMT") || java.equals("Etc/UTC") ? "UTC" : java;
    assertEquals(plain, MachineZone.name(null));
    assertEquals(plain, MachineZone.name("UTC"));
  }
}
