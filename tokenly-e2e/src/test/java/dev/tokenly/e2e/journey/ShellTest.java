package dev.tokenly.e2e.journey;

import java.nio.file.Files;
import java.nio.file.Path;
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
      Path shell =
          Files.writeString(
              folder.resolve("shell"), Program.line(List.of("dev.tokenly.cli.Main", "shell")) + "\n");
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
        run(terminal, "echo ended-$((40 + 2))");
        terminal.awaits("ended-42");
      }
    }
  }

  private static void run(Tmux terminal, String line) {
    terminal.type(line);
    terminal.press("Enter");
  }
}
