package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A terminal somebody opens the full-screen view in, which must be as it was when it ends. */
final class Seat {
  static final int COLUMNS = 120;
  static final int ROWS = 36;

  private Seat() {}

  static Tmux open(World world, Path folder) throws Exception {
    world.startServer();
    Files.writeString(
        folder.resolve("tui"),
        "echo $$ > %1$s/pid\n[ -z \"$1\" ] || exec 2> \"$1\"\nexec %2$s\n".formatted(folder,
            Program.line(List.of("dev.tokenly.cli.Main", "tui"))));
    Files.writeString(
        folder.resolve("sit"), "stty -a > %1$s/before\nsh %1$s/tui $1\nstty -a > %1$s/after\n".formatted(folder));
    Tmux terminal = Tmux.open(folder.resolve("tmux"), world.environment(), COLUMNS, ROWS);
    terminal.type("sh " + folder.resolve("sit"));
    terminal.press("Enter");
    return terminal;
  }

  static void isAsBefore(Tmux terminal, Path folder) throws Exception {
    Path after = folder.resolve("after");
    Waiting.until(
        Duration.ofSeconds(30),
        () -> Files.exists(after) && !Files.readString(after).isEmpty(),
        () -> "the program did not end");
    assertFalse(terminal.isTaken());
    assertEquals(Files.readString(folder.resolve("before")), Files.readString(after));
    Files.delete(after);
  }
}
