package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way out of the full-screen view, and every way it can be stopped and go on. */
class TuiEndsTest {
  @Test
  void gives_the_terminal_back_however_it_ends(@TempDir Path folder) throws Exception {
    try (World world = new World(folder);
        Tmux terminal = Seat.open(world, folder)) {
      terminal.awaits("Log in");
      assertTrue(terminal.isTaken());
      signal(folder, "TERM");
      Seat.isAsBefore(terminal, folder);
      again(terminal, folder);
      signal(folder, "HUP");
      Seat.isAsBefore(terminal, folder);
      // Standard error is no part of the screen: a file takes it, as in every shell.
      Path said = folder.resolve("said");
      again(terminal, folder, said.toString());
      terminal.press("C-c");
      Seat.isAsBefore(terminal, folder);
      assertEquals("", Files.readString(said));
      again(terminal, folder);
      terminal.press("C-z");
      goesOn(terminal, folder);
      signal(folder, "TSTP");
      goesOn(terminal, folder);
      stoppedFromOutside(terminal, folder);
      signal(folder, "TSTP");
      goesOn(terminal, folder);
      signal(folder, "TERM");
      Seat.isAsBefore(terminal, folder);
    }
  }

  private static void again(Tmux terminal, Path folder, String... errors) throws Exception {
    terminal.type("sh " + folder.resolve("sit") + ' ' + String.join(" ", errors));
    terminal.press("Enter");
    terminal.awaits("Log in");
  }

  private static void signal(Path folder, String name) throws Exception {
    String pid = Files.readString(folder.resolve("pid")).strip();
    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
  }

  /** A stop gives the screen back; what brings the program to the front lets it draw again. */
  private static void goesOn(Tmux terminal, Path folder) throws Exception {
    Waiting.until(Duration.ofSeconds(20), () -> !terminal.isTaken(), () -> "the screen was not given back");
    // The screen is given back just before the program stops; whoever brings it to the front too soon does so again.
    Waiting.until(
        Duration.ofSeconds(60),
        () -> {
          signal(folder, "CONT");
          return terminal.isTaken() && terminal.screen().contains("Log in");
        },
        terminal::screen);
  }

  /** A stop that no program can answer: whoever uses the terminal meanwhile writes over the screen and sets it up anew. */
  private static void stoppedFromOutside(Tmux terminal, Path folder) throws Exception {
    signal(folder, "STOP");
    String tty = terminal.run("display-message", "-p", "-t", "t", "#{pane_tty}").strip();
    Files.writeString(Path.of(tty), "\033[2J\033[?1049lsomebody else\r\n", StandardOpenOption.WRITE);
    new ProcessBuilder("stty", "sane").redirectInput(new File(tty)).start().waitFor();
    Waiting.until(Duration.ofSeconds(20), () -> terminal.screen().contains("somebody else"), terminal::screen);
    goesOn(terminal, folder);
  }
}
