package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCountTest {
  private static final byte[] SIGNS = {'\n', '\r', 'a', (byte) 0x8a, 0x0b, 0x00, (byte) 0xff};

  private static long of(String text) {
    LineCount lines = new LineCount();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    lines.count(bytes, 0, bytes.length);
    return lines.soFar();
  }

  @Test
  void counts_lines_that_hold_something_also_one_that_has_not_ended() {
    assertEquals(0, of(""));
    assertEquals(0, of("\n\r\n\n"));
    assertEquals(2, of("one\r\n\ntwo"));
    assertEquals(2, of("a rather long first line\n\r\na rather long second line\n"));
  }

  @Test
  void counts_the_same_whatever_the_pieces() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] text = new byte[random.nextInt(60)];
      for (int at = 0; at < text.length; at++) {
        text[at] = SIGNS[random.nextInt(random.nextBoolean() ? SIGNS.length : 3)];
      }
      LineCount lines = new LineCount();
      for (int at = 0; at < text.length;) {
        int next = at + 1 + random.nextInt(text.length - at);
        lines.count(text, at, next);
        at = next;
      }
      String whole = new String(text, StandardCharsets.ISO_8859_1);
      long expected = whole.replace("\r", "").chars().filter(sign -> sign == '\n').count();
      long empty = 0;
      for (String line : whole.split("\n", -1)) {
        empty += line.replace("\r", "").isEmpty() ? 1 : 0;
      }
      assertEquals(expected + 1 - empty, lines.soFar(), whole);
    }
  }
}
