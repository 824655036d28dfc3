package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Copying through the terminal. */
class ClipboardTest {
  @Test
  void a_text_is_encoded_so_that_nothing_in_it_can_end_the_sequence() {
    assertEquals("\u001b]52;c;d2ViLTAxBxtb\u0007", Clipboard.sequence("web-01\u0007\u001b["));
  }

  @Test
  void what_is_too_long_for_terminals_is_not_sent() {
    assertNotNull(Clipboard.sequence("x".repeat(56_000)));
    assertNull(Clipboard.sequence("x".repeat(56_300)));
    assertNull(Clipboard.sequence("漢".repeat(20_000)));
  }
}
