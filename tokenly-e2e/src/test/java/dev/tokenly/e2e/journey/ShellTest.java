package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell in a real terminal: Ctrl-C ends what it does, and it goes on. */
class ShellTest {
  @TempDir private Path folder;

  @Test
  void ctrl_c_ends_a_command_and_not_the_shell() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      Path call =
          Files.writeString(
              folder.resolve("call.jsonl"),
              """
              {"timestamp":"2026-11-01T00:00:00Z","service":"openai","model":"gpt-5-mini","input_tokens":1,"output_tokens":7}
              """);
      world.cli("import", call.toString());
      Path shell = script();
      try (Tmux terminal = Tmux.open(folder.resolve("tmux"), world.environment(), 100, 30)) {
        run(terminal, "sh " + shell);
        terminal.awaits("tokenly>");
        run(terminal, "watch 1s status --short");
        terminal.awaits("machines active");
        terminal.press("C-c");
        run(terminal, "tail -n 1");
        terminal.awaits("gpt-5-mini");
        terminal.press("C-c");
        run(terminal, "whoami");
        terminal.awaits("super_admin");
        run(terminal, "exit");
        terminal.awaits("ended-0");
      }
    }
  }

  @Test
  void completes_remembers_and_ends_with_ctrl_d() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      Path shell = script();
      try (Tmux terminal = Tmux.open(folder.resolve("tmux"), world.environment(), 100, 30)) {
        run(terminal, "sh " + shell);
        terminal.awaits("tokenly>");
        run(terminal, "config get \\");
        run(terminal, "  server.max_clients --jq '.data");
        run(terminal, "  .type'");
        terminal.awaits("\nint");
        prompted(terminal);
        terminal.type("whoa");
        terminal.press("Tab");
        terminal.awaits("tokenly> whoami");
        terminal.press("Enter");
        terminal.awaits("super_admin");
        prompted(terminal);
        run(terminal, "config get tkp_hidden --short");
        terminal.awaits("error:");
        prompted(terminal);
        terminal.press("Up");
        terminal.type(" --json");
        terminal.awaits("tokenly> whoami --json");
        terminal.press("C-u", "C-d");
        terminal.awaits("ended-0");
      }
      Path history = world.home().resolve(".local/state/tokenly/history");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
      assertTrue(Files.readString(history).contains("whoami"));
      assertFalse(Files.readString(history).contains("tkp_hidden"), Files.readString(history));
    }
  }

  /** The shell of a shell that tells how it ended; it outlives the Ctrl-C both get. */
  private Path script() throws Exception {
    String program = Program.line(List.of("dev.tokenly.cli.Main", "shell"));
    return Files.writeString(folder.resolve("shell"), "trap : INT\n" + program + "\necho ended-$?\n");
  }

  private static void prompted(Tmux terminal) throws Exception {
    Waiting.until(
        Duration.ofSeconds(60), () -> terminal.screen().stripTrailing().endsWith("tokenly>"), terminal::screen);
  }

  private static void run(Tmux terminal, String line) {
    terminal.type(line);
    terminal.press("Enter");
  }
}
