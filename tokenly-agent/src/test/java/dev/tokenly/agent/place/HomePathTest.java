package dev.tokenly.agent.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return new HomePath(List.of(folder.resolve("service")), homes).tell(folder.resolve(path).toString());
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

  /** As Claude Code, Qwen, Pi and Cursor name a project's folder. */
  @Test
  void a_name_that_a_tool_made_of_the_homes_path_does_not_name_it_either() throws IOException {
    Files.createSymbolicLink(homes.resolve("bob"), Files.createDirectories(folder.resolve("disk2/bob")));
    String alice = homes.resolve("alice").toString().replaceAll("[^A-Za-z0-9]", "-");
    assertEquals("~/projects/~-shop/a.jsonl", told("home/alice/projects/" + alice + "-shop/a.jsonl"));
    assertEquals("~/projects/~/a.jsonl", told("home/alice/projects/" + alice + "/a.jsonl"));
    assertEquals("~/projects/~-x--/a.jsonl", told("home/alice/projects/-" + alice + "-x--/a.jsonl"));
    assertEquals("~/projects/~-x/a.jsonl", told("home/alice/projects/" + alice.substring(1) + "-x/a.jsonl"));
    assertEquals(
        "~/projects/" + alice + "s/a.jsonl", told("home/alice/projects/" + alice + "s/a.jsonl"), "another's, it seems");
    String bob = homes.resolve("bob").toString().replaceAll("[^A-Za-z0-9]", "-");
    assertEquals("~/projects/~-shop/a.jsonl", told("disk2/bob/projects/" + bob + "-shop/a.jsonl"));
  }

  @Test
  void a_home_itself_is_a_project_without_a_name() {
    HomePath names = new HomePath(List.of(folder.resolve("service")), homes);
    String log = homes.resolve("alice/.codex/a.jsonl").toString();
    assertEquals("~", names.tell(project("alice"), log).project());
    assertEquals("shop", names.tell(project("shop"), log).project());
    assertEquals("alice", names.tell(project("alice"), "/var/log/a.jsonl").project());
  }

  private static Attribution project(String name) {
    return new Attribution("codex", null, null, "s-1", "r-1", null, name);
  }

  @Test
  void a_sentence_names_no_home() {
    String sentence = homes.resolve("alice/x.key") + ": not readable (" + homes.resolve("bob/y") + ") at https://h/a/b";
    assertEquals(
        "~/x.key: not readable (~/y) at https://h/a/b",
        new HomePath(List.of(folder.resolve("service")), homes).tellWithin(sentence));
  }

  @Test
  void what_is_in_no_home_is_told_whole() {
    for (String path : new String[] {"home/a.jsonl", "homes/alice/a.jsonl", "var/log/a.jsonl"}) {
      assertEquals(folder.resolve(path).toString(), told(path));
    }
  }
}
