package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.screen.Screen;
import dev.tokenly.model.Display;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names of the whole world, and those that mean harm, become on the screen and on the wire. */
class TextTest {
  private static final String WOMAN = "\ud83d\udc69";
  private static final String ROCKET = "\ud83d\ude80";
  private static final String FLAG = "\ud83c\udde9\ud83c\uddea";
  private static final String THUMB = "\ud83d\udc4d\ud83c\udffd";

  @ParameterizedTest
  @CsvSource({"a\ud83d\ude80b, a□b", "e\u0301t\u0308, \u00e9\u1e97", "\u231a 9, □ 9", "n\u20dd, n",
    "\u1112\u1161\u11ab, 한",
    "漢字, 漢字"})
  void has_one_character_a_cell_in_columns(String name, String shown) {
    assertEquals(shown, Text.clean(name));
  }

  @ParameterizedTest
  @CsvSource({"a, 1", "漢, 2", "\u231a, 2", "\ud83d\ude80, 2", "\ud83d\udc4d\ud83c\udffd, 2",
    "\ud83c\udde9\ud83c\uddea, 2", "\ud83c\udde9, 1", "\u2764\ufe0f, 2", "1\ufe0f\u20e3, 2", "e\u0301, 1",
    "\u0915\u0940, 2", "\ud840\udc00, 2", "\u1112\u1161\u11ab, 2"})
  void is_as_wide_as_terminals_draw_it(String cluster, int width) {
    assertEquals(cluster, Text.full(cluster));
    assertEquals(cluster.length(), Clusters.end(cluster, 0));
    assertEquals(width, Text.width(cluster));
  }

  @ParameterizedTest
  @CsvSource({"a\u202eb, a\\u202eb", "a\u200bb, a\\u200bb", "x\u2066y, x\\u2066y", "a\u009b31mb, a\\x9b31mb",
    "\u0301b, \\u0301b", "\u007f, \\x7f"})
  void escapes_what_would_hide_turn_or_command(String hostile, String shown) {
    assertEquals(shown, Text.full(hostile));
  }

  @Test
  void joins_nothing_that_a_terminal_may_join_or_not() {
    assertEquals(WOMAN + "\\u200d" + ROCKET, Text.full(WOMAN + "\u200d" + ROCKET));
  }

  @Test
  void keeps_heaps_of_marks_off_the_lines_around() {
    assertEquals("a\u0301\u0301\u0301\\u0301\\u0301", Text.full("a" + "\u0301".repeat(5)));
  }

  @Test
  void is_cut_and_wrapped_between_clusters_only() {
    assertEquals(FLAG + "…", Text.cut(FLAG + THUMB, 3, Glyphs.BRAILLE));
    assertEquals(FLAG + "…", Text.cut(FLAG + THUMB + "x", 4, Glyphs.BRAILLE));
    assertEquals(List.of(FLAG.repeat(6), THUMB.repeat(2)), Text.wrapped(FLAG.repeat(6) + THUMB.repeat(2), 13, 0));
  }

  @Test
  void leaves_a_thing_out_that_has_half_the_room_it_needs() {
    Screen screen = Terminals.inMemory(60, 2);
    Canvas canvas = Canvas.of(screen, Theme.named("terminal"), Glyphs.BRAILLE).part(0, 0, 3, 1);
    assertEquals(4, canvas.full(0, 0, FLAG + THUMB, Role.NORMAL));
    canvas.full(0, 0, "e\u0301" + THUMB, Role.NORMAL);
    assertEquals("e\u0301" + THUMB + "\n\n", Terminals.text(screen));
  }

  @Test
  void is_plain_where_the_terminal_has_no_unicode() {
    Screen screen = Terminals.inMemory(60, 1);
    Canvas.of(screen, Theme.named("terminal"), Glyphs.ASCII).full(0, 0, "a" + ROCKET, Role.NORMAL);
    assertEquals("a□\n", Terminals.text(screen));
  }

  @Test
  void goes_to_the_terminal_whole_on_blanks_of_its_width_with_the_cursor_put_behind_it() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OwnTerminal terminal = new OwnTerminal("", InputStream.nullInputStream(), out);
    out.reset();
    terminal.setCursorPosition(4, 1);
    out.reset();
    for (String cluster : List.of("a", "漢", THUMB, "e\u0301", "b")) {
      terminal.putString(cluster);
    }
    assertEquals("a漢  \u001b[8G" + THUMB + "\u001b[10G \u001b[10Ge\u0301\u001b[11Gb",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void is_harmless_and_whole_whatever_it_was() {
    Random random = new Random(7);
    int[] kinds =
        {0x20, 0x41, 0x300, 0x7f, 0x9b, 0xfe0f, 0x200b, 0x202e, 0x1f680, 0x1f3fd, 0x1f1e9, 0xd83d, 0xdc00, 0x6f22,
          0x1160, 0x0940, 0xe0061, 0x20000, 0xa, 0x10fffd};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder typed = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        typed.appendCodePoint(kinds[random.nextInt(kinds.length)] + random.nextInt(3));
      }
      String full = Text.full(typed.toString());
      assertTrue(full.codePoints().allMatch(Display::isHarmless), typed.toString());
      assertEquals(full, Text.full(full));
      int most = random.nextInt(20);
      String cut = Text.cut(full, most, Glyphs.BRAILLE);
      assertTrue(Text.width(cut) <= most, cut);
      String clean = Text.clean(typed.toString());
      assertTrue(clean.chars().allMatch(c -> Clusters.isPlain((char) c)), clean);
    }
  }
}
