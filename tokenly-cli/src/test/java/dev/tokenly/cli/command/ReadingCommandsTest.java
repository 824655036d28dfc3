package dev.tokenly.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the palette of the full-screen view may run changes nothing. */
class ReadingCommandsTest {
  /** Options that only what changes something has. */
  private static final Set<String> CHANGING = Set.of("--yes", "--confirm", "--dry-run", "--password-stdin");

  /** Commands beside those that read which change nothing that --dry-run could hold back: they run, draw or write what you name. */
  private static final Set<String> RUNNING =
      Set.of("up", "demo", "scan", "server", "proxy", "shell", "tui", "completion", "config-path", "tail", "report",
          "export", "files content");

  @Test
  void whatever_changes_something_can_be_tried_first() {
    List<String> untried =
        Commands.PATHS.stream()
            .filter(path -> !ReadingCommands.READING.contains(path) && !RUNNING.contains(path))
            .filter(path -> Commands.at(path).options().stream().noneMatch(option -> option.name().equals("--dry-run")))
            .toList();
    assertEquals(List.of(), untried);
  }

  @Test
  void exists_and_asks_for_no_confirmation() {
    assertTrue(Commands.PATHS.containsAll(ReadingCommands.READING));
    List<String> changing =
        ReadingCommands.READING.stream()
            .filter(path -> Commands.at(path).options().stream().anyMatch(option -> CHANGING.contains(option.name())))
            .toList();
    assertEquals(List.of(), changing);
  }
}
