package dev.tokenly.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private static final int ROUNDS = 20_000 * Integer.getInteger("tokenly.test.scale", 1);

  @Test
  void finds_what_a_search_byte_by_byte_finds() {
    Random random = new Random(7);
    ByteSearch usage = new ByteSearch("\"usage\"");
    String[] parts = {"\"usage\"", "\"u", "\"", "\\", "x", "\n", "\u00e4", "usage", "\u0001", "!", "#"};
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(30); part >= 0; part--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      String range = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      int newline = range.indexOf('\n');
      assertEquals(shifted(range.indexOf("\"usage\""), from), usage.find(bytes, from, to), range);
      assertEquals(newline < 0 ? to : from + newline, ByteSearch.indexOf(bytes, from, to, '\n'), range);
      assertEquals(shifted(range.lastIndexOf('\n'), from), ByteSearch.lastIndexOf(bytes, from, to, '\n'), range);
    }
  }

  private static int shifted(int found, int from) {
    return found < 0 ? -1 : from + found;
  }
}
