package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {
  @ParameterizedTest
  @CsvSource({
    "'plain 名前 é','plain 名前 é'",
    "'a\u001b[2Jb','a\\x1b[2Jb'",
    "'a\u009b31m','a\\x9b31m'",
    "'a\u202eb','a\\u202eb'",
    "'a\u200bb','a\\u200bb'",
    "'a\ufeffb','a\\ufeffb'",
    "'a\u007f','a\\x7f'",
    "'a\u2028b','a\\u2028b'",
    "'a\ue000b','a\\ue000b'",
  })
  void shows_hostile_characters_as_escapes(String text, String shown) {
    assertEquals(shown, Display.clean(text));
  }

  @Test
  void escapes_lone_surrogates_and_keeps_whole_ones() {
    assertEquals("\\ud83d", Display.clean("\ud83d"));
    assertEquals("\ud83d\ude00", Display.clean("\ud83d\ude00"));
  }

  @Test
  void cuts_long_text_with_an_ellipsis() {
    String cut = Display.clean("x".repeat(1000));
    assertEquals(Display.MAX_LENGTH, cut.length());
    assertTrue(cut.endsWith("…"));
  }
}
