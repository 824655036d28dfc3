package dev.tokenly.agent.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedPathTest {
  private static final String LOG = "/home/alice/.claude/projects/-home-alice-merger/4711.jsonl";

  @TempDir Path folder;

  private PathNames names(String data) throws IOException {
    Path policy = Files.writeString(folder.resolve("agent.toml"), "paths = \"hash\"\nallow_roots = [\"/srv/merger\"]");
    return PathNames.of(LocalPolicy.read(policy), AgentFolders.in(folder.resolve(data)));
  }

  @Test
  void a_path_is_told_as_the_same_two_hashes_after_a_restart() throws IOException {
    String told = names("data").tell(LOG);
    assertTrue(told.matches("#[0-9a-f]{16}/#[0-9a-f]{16}"), told);
    assertEquals(told, names("data").tell(LOG));
    assertEquals(told.substring(0, 17), names("data").tell(LOG + ".1").substring(0, 17), "the same folder");
    assertNotEquals(told, names("data").tell(LOG + ".1"));
  }

  /** Else a list of likely names would tell what a hash stands for. */
  @Test
  void another_machine_has_other_hashes_and_the_key_is_its_owners() throws IOException {
    assertNotEquals(names("data").tell(LOG), names("other").tell(LOG));
    Path key = folder.resolve("data/names.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }

  @Test
  void a_project_is_told_as_a_hash_and_what_makes_a_call_the_call_it_is_stays() throws IOException {
    Attribution who = new Attribution("claude-code", null, "u", "4711", "req_1", "msg_1", "merger");
    Attribution told = names("data").tell(who, LOG);
    assertEquals(new Attribution("claude-code", null, "u", "4711", "req_1", "msg_1", told.project()), told);
    assertTrue(String.valueOf(told.project()).matches("#[0-9a-f]{16}"), told::toString);
    assertEquals(told, names("data").tell(who, "/elsewhere"));
    assertEquals(Attribution.NONE, names("data").tell(Attribution.NONE, LOG));
  }

  @Test
  void a_session_that_is_called_like_its_file_or_folder_is_told_as_a_hash() throws IOException {
    for (String name : new String[] {"4711.jsonl", "-home-alice-merger"}) {
      Attribution told = names("data").tell(new Attribution("a", null, null, name, "r", null, null), LOG);
      assertTrue(String.valueOf(told.sessionId()).matches("#[0-9a-f]{16}"), told::toString);
    }
  }

  @Test
  void a_sentence_and_the_machines_own_policy_name_no_folder() throws IOException {
    PathNames names = names("data");
    String said = names.tellWithin("cannot read " + LOG + ": it is /srv/x");
    assertEquals("cannot read " + names.tell(LOG) + ": it is " + names.tell("/srv/x"), said);
    String shown = LocalPolicy.read(folder.resolve("agent.toml")).shown(names).toString();
    assertTrue(shown.contains(names.tell("/srv/merger")) && !shown.contains("/srv"), shown);
  }

  @Test
  void a_key_that_was_cut_is_put_aside() throws IOException {
    String told = names("data").tell(LOG);
    Files.writeString(folder.resolve("data/names.key"), "cut");
    assertNotEquals(told, names("data").tell(LOG));
    try (var files = Files.list(folder.resolve("data"))) {
      assertEquals(1, files.filter(file -> file.toString().contains("names.key.corrupt-")).count());
    }
  }
}
