package dev.tokenly.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A page shown again and again: in place where that can be seen, else one after the other. */
class ScreenTest {
  private static String painted(Map<String, String> env) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new Tty(true, true, true),
            env);
    try (Screen screen = new Screen(terminal)) {
      screen.paint("one\n");
      screen.paint("two\n", "Ctrl-C ends");
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void is_drawn_over_at_a_terminal() {
    assertTrue(painted(Map.of("TERM", "xterm", "LINES", "24")).contains("\u001b[Hone\u001b[K\n"));
  }

  @Test
  void leaves_the_next_line_to_whatever_comes_then() {
    String drawn = painted(Map.of("TERM", "xterm", "LINES", "24"));
    assertTrue(drawn.endsWith("Ctrl-C ends\u001b[K\u001b[J\n"), drawn);
  }

  @Test
  void follows_the_one_before_as_plain_lines_where_nothing_is_drawn_over() {
    String plain = "one\n\ntwo\nCtrl-C ends\n\n\n";
    assertEquals(plain, painted(Map.of("TERM", "dumb", "LINES", "24")));
    assertEquals(plain, painted(Map.of("TERM", "xterm", "TOKENLY_ACCESSIBLE", "1", "LINES", "24")));
  }
}
