package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Tty;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees of a server that does not answer, and what is kept for whoever looks into it. */
class SlowServerTest {
  @TempDir private Path home;
  private ServerSocket mute;
  private Typing person;
  private Typing script;

  @BeforeEach
  void start() throws IOException {
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String url = "http://127.0.0.1:" + mute.getLocalPort();
    person = new Typing(home, url, new Tty(true, true, true));
    script = new Typing(home, url, Tty.NONE);
  }

  @AfterEach
  void stop() throws IOException {
    mute.close();
  }

  @Test
  void a_person_sees_that_something_is_awaited_until_something_is_said() {
    assertEquals(ExitCode.CANCELLED, person.run("status", "--timeout", "1"));
    String said = person.err();
    assertTrue(said.contains("working, 0 s"), said);
    assertTrue(said.contains("\r" + " ".repeat("⠋ working, 0 s".length()) + "\r\u001b[31merror:"), said);
    assertFalse(said.substring(said.indexOf("error:")).contains("working"), said);
    assertEquals("", person.out());
  }

  @Test
  void a_terminal_without_colour_is_sent_no_escape_sequence_for_it() {
    person.env.put("CLICOLOR", "0");
    person.run("status", "--timeout", "1");
    assertTrue(person.err().contains("working, 0 s"), person.err());
    assertFalse(person.err().contains("\u001b"), person.err());
  }

  @Test
  void a_script_a_dumb_terminal_and_a_screen_reader_see_nothing_of_it() {
    script.run("status", "--timeout", "1");
    assertFalse(script.err().contains("working") || script.err().contains("\r"), script.err());
    person.env.put("TOKENLY_ACCESSIBLE", "1");
    person.run("status", "--timeout", "1");
    assertFalse(person.err().contains("working") || person.err().contains("\r"), person.err());
  }

  @Test
  void a_trace_goes_to_a_file_of_ones_own_and_only_when_asked_for() throws IOException {
    script.run("status", "--timeout", "1");
    assertFalse(script.err().contains("\tat "), script.err());
    script.run("config", "get", "tkp_secret", "--timeout", "1", "--debug");
    Path file = home.resolve(".local/state/tokenly/debug.log");
    assertTrue(script.err().endsWith("debug: " + file + "\n"), script.err());
    assertFalse(script.err().contains("\tat "), script.err());
    String kept = Files.readString(file);
    assertTrue(kept.contains("E-TIMEOUT") && kept.contains("\tat "), kept);
    assertFalse(kept.contains("tkp_secret"), kept);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
