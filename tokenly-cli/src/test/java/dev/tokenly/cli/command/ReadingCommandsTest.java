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
