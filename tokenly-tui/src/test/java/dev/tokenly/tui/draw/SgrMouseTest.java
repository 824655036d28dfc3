package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.googlecode.lanterna.input.CharacterPattern.Matching;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Msg;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What terminals report of the mouse, and what becomes of it. */
class SgrMouseTest {
  private static @Nullable Matching match(String typed) {
    List<Character> characters = typed.chars().mapToObj(c -> (char) c).toList();
    return new SgrMouse().match(characters);
  }

  private static KeyStroke stroke(String typed) {
    Matching matching = assertInstanceOf(Matching.class, match(typed));
    return assertInstanceOf(KeyStroke.class, matching.fullMatch);
  }

  @Test
  void a_click_is_a_cell_counted_from_nought() {
    MouseAction click = assertInstanceOf(MouseAction.class, stroke("\u001b[<0;120;40M"));
    assertEquals(MouseActionType.CLICK_DOWN, click.getActionType());
    assertEquals(new Msg.Clicked(119, 39), Strokes.message(click));
  }

  @Test
  void columns_beyond_those_of_old_terminals_are_reached() {
    assertEquals(new Msg.Clicked(999, 299), Strokes.message(stroke("\u001b[<0;1000;300M")));
  }

  @Test
  void letting_go_is_no_second_click() {
    assertNull(Strokes.message(stroke("\u001b[<0;3;4m")));
  }

  @Test
  void the_wheel_moves_as_the_arrows() {
    assertEquals(new Msg.Pressed(new Key("Up")), Strokes.message(stroke("\u001b[<64;3;4M")));
    assertEquals(new Msg.Pressed(new Key("Down")), Strokes.message(stroke("\u001b[<65;3;4M")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b", "\u001b[", "\u001b[<", "\u001b[<0", "\u001b[<0;12;", "\u001b[<0;12;3"})
  void a_report_that_has_not_all_come_is_waited_for(String typed) {
    assertEquals(Matching.NOT_YET, match(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "a", "\u001b[A", "\u001b[<x", "\u001b[<0;1M", "\u001b[<1;2;3;4M", "\u001b[<0;12345678901234567890123456789"})
  void what_is_no_report_is_left_to_others(String typed) {
    assertNull(match(typed));
  }

  @Test
  void numbers_nobody_has_are_no_crash() {
    assertEquals(new Msg.Clicked(-1, -1), Strokes.message(stroke("\u001b[<0;99999999;;".replace(";;", ";M"))));
  }
}
