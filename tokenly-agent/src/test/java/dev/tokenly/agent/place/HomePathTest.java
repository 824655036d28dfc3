package dev.tokenly.agent.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomePathTest {
  @TempDir Path folder;
  private Path homes;

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    homes = Files.createDirectories(folder.resolve("home"));
  }

  private String told(String path) {
    return new HomePath(folder.resolve("service"), homes).tell(folder.resolve(path).toString());
  }

  @Test
  void nobodys_home_is_told_by_its_name() throws IOException {
    Files.createDirectory(homes.resolve("alice"));
    assertEquals("~/.codex/a.jsonl", told("home/alice/.codex/a.jsonl"));
    assertEquals("~/a.jsonl", told("home/alice/a.jsonl"));
    assertEquals("~/a.jsonl", told("home/came-later/a.jsonl"));
    assertEquals("~/spool/a.jsonl", told("service/spool/a.jsonl"));
  }

  @Test
  void a_home_that_is_a_link_is_told_like_any_other() throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk2/bob"));
    Files.createSymbolicLink(homes.resolve("bob"), disk);
    assertEquals("~/logs/a.jsonl", told("disk2/bob/logs/a.jsonl"));
    assertEquals(folder.resolve("disk2/bobby/a.jsonl").toString(), told("disk2/bobby/a.jsonl"));
  }

  @Test
  void what_is_in_no_home_is_told_whole() {
    for (String path : new String[] {"home/a.jsonl", "homes/alice/a.jsonl", "var/log/a.jsonl"}) {
      assertEquals(folder.resolve(path).toString(), told(path));
    }
  }
}
