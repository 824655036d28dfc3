package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Page;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private final Canned screen = new Canned(Page.DASHBOARD, 120, 40, Canned.EVERYTHING);

  private void command(String line) {
    screen.press(":");
    screen.type(line);
    screen.press("Enter");
  }

  @Test
  void runs_a_command_line_that_reads_and_shows_what_it_prints() {
    command("tokenly top --by client");
    assertEquals(new Effect.Run("top --by client"), screen.effects.getLast());
    screen.handle(new Msg.Told("tokenly top", List.of("CLIENT  COST", "\u001b[2Jevil  $1"), false));
    assertTrue(screen.shows("CLIENT  COST"));
    assertTrue(screen.shows("\\x1b[2Jevil"));
  }

  @Test
  void completes_what_candidates_have_in_common() {
    screen.press(":");
    screen.type("cli");
    screen.press("Tab");
    assertEquals("clients", ((Overlay.Typing) screen.state.overlay()).text());
    screen.type(" l");
    screen.press("Tab");
    assertEquals("clients list", ((Overlay.Typing) screen.state.overlay()).text());
  }

  @Test
  void recalls_what_was_typed() {
    command("status");
    command("top");
    screen.press(":", "Up", "Up");
    assertEquals("status", ((Overlay.Typing) screen.state.overlay()).text());
    screen.press("Down", "Enter");
    assertEquals(new Effect.Run("top"), screen.effects.getLast());
  }

  @Test
  void does_what_the_keys_of_the_page_do_where_one_may() {
    command("clients");
    screen.press(":");
    screen.type("sus");
    screen.press("Tab", "Enter");
    assertTrue(screen.shows("Suspend host-00000?"), screen.drawn(Glyphs.BRAILLE));
    Canned viewer = new Canned(Page.CLIENTS, 120, 40, Set.of("usage:read"));
    viewer.press(":");
    viewer.type("suspend");
    viewer.press("Enter");
    assertInstanceOf(Overlay.None.class, viewer.state.overlay());
  }

  @Test
  void knows_pages_words_and_machines() {
    command("budgets");
    assertEquals(Page.BUDGETS, screen.state.frame().page());
    command("set mouse on");
    assertEquals(new Effect.Mouse(true), screen.effects.getLast());
    command("host-00042");
    assertEquals("host-00042", screen.state.list().filter());
    command("q");
    assertInstanceOf(Effect.Quit.class, screen.effects.getLast());
  }
}
