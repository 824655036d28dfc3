package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Tty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is longer than the terminal goes through the person's pager, and nothing else does. */
class PagerTest {
  private static final String FILES = "/api/manage/files";

  @TempDir private Path home;
  private CannedServer server;
  private Typing person;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
    person = new Typing(home, server.url(), new Tty(true, true, false));
    person.env.put("TOKENLY_PAGER", "cat > '" + home.resolve("paged") + "'");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void answerRows(int rows, int total) {
    StringBuilder list = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      list.append(row == 0 ? "" : ",").append("{\"file_id\":\"file-").append(row).append("\"}");
    }
    server.answering(FILES, "{\"files\":[" + list + "],\"total\":" + total + "}");
  }

  private String paged() throws IOException {
    Path paged = home.resolve("paged");
    return Files.exists(paged) ? Files.readString(paged) : "";
  }

  @Test
  void a_long_list_goes_through_the_pager_and_what_is_said_comes_after_it() throws Exception {
    answerRows(40, 90);
    assertEquals(ExitCode.OK, person.run("files", "--limit", "40"));
    assertEquals(41, paged().lines().count());
    assertEquals("", person.out());
    assertEquals("40 of 90, use --all or --cursor 40", person.err().strip());
  }

  @Test
  void a_short_list_does_not() throws Exception {
    answerRows(5, 5);
    person.run("files");
    assertEquals("", paged());
    assertEquals(6, person.out().lines().count());
  }

  @Test
  void nor_does_what_goes_into_a_pipe_or_is_not_to_be_paged() throws Exception {
    answerRows(40, 40);
    person.run("files", "--no-pager");
    assertEquals(41, person.out().lines().count());
    person.env.put("TOKENLY_PAGER", "");
    person.run("files");
    assertEquals(41, person.out().lines().count());
    Typing pipe = new Typing(home, server.url(), Tty.NONE);
    pipe.env.put("TOKENLY_PAGER", "cat > '" + home.resolve("paged") + "'");
    pipe.run("files");
    assertEquals(41, pipe.out().lines().count());
    assertEquals("", paged());
  }

  @Test
  void a_pager_that_is_left_early_is_no_failure() {
    answerRows(1000, 1000);
    person.env.put("TOKENLY_PAGER", "true");
    assertEquals(ExitCode.OK, person.run("files", "--all"));
    assertFalse(person.err().contains("error"), person.err());
  }

  @Test
  void the_pager_of_everything_is_used_when_none_is_named_for_this_program() throws Exception {
    person.env.remove("TOKENLY_PAGER");
    person.env.put("PAGER", "cat > '" + home.resolve("paged") + "'");
    assertEquals(ExitCode.OK, person.run("help", "trends"));
    assertTrue(paged().contains("Options of every command"), paged());
  }
}
