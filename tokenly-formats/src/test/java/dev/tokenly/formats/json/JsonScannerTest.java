package dev.tokenly.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
  private static final String DOCUMENT =
      """
      {"skipped": {"a": [1, {"b": "}]\\\\\\""}, null]}, "text": "gr\\u00fc\\u00df \\ud83d\\ude00 \\"q\\" \\n",
       "null": null, "count": 12, "quoted": "34", "point": 5.0, "exponent": 1.2e1, "negative": -3, "flag": true,
       "cost": 0.0000000001, "array": ["x", 7], "long": "LONG", "last": 99}""";

  private static JsonScanner inMemory(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new JsonScanner().over(bytes, 0, bytes.length);
  }

  /** A stream that gives one byte at a time, so that everything crosses a refill. */
  private static JsonScanner byteByByte(String json) {
    InputStream in =
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };
    return new JsonScanner().over(in);
  }

  private static void check(JsonScanner json, int longLength) throws IOException {
    StringBuilder seen = new StringBuilder();
    assertTrue(json.beginObject());
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "text" -> assertEquals("grüß 😀 \"q\" \n", json.text());
        case "null" -> assertEquals(-1, json.count());
        case "count" -> assertEquals(12, json.count());
        case "quoted" -> assertEquals(34, json.count());
        case "point" -> assertEquals(5, json.count());
        case "exponent" -> assertEquals(12, json.count());
        case "negative" -> assertEquals(-1, json.count());
        case "flag" -> assertTrue(json.flag());
        case "cost" -> assertEquals(new BigDecimal("1E-10"), json.decimal());
        case "long" ->
            assertEquals(Math.min(JsonScanner.MAX_TEXT, longLength), Objects.requireNonNull(json.text()).length());
        case "array" -> {
          assertTrue(json.beginArray());
          assertTrue(json.nextElement());
          assertEquals("x", json.textLike("x"));
          assertTrue(json.nextElement());
          json.skip();
          assertEquals(false, json.nextElement());
        }
        default -> json.skip();
      }
      seen.append(name).append(' ');
    }
    assertEquals("skipped text null count quoted point exponent negative flag cost array long last ", seen.toString());
    assertEquals(-1, json.peekOrEnd());
  }

  @Test
  void reads_the_same_from_memory_and_from_any_stream() throws IOException {
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 200_000}) {
      String document = DOCUMENT.replace("LONG", "x".repeat(length));
      check(inMemory(document), length);
      check(byteByByte(document), length);
    }
  }

  @Test
  void tells_a_document_that_is_cut_at_any_byte() {
    for (int length = 1; length < DOCUMENT.length(); length++) {
      String cut = DOCUMENT.substring(0, length);
      assertThrows(MalformedJson.class, () -> inMemory(cut).skip(), cut);
      assertThrows(MalformedJson.class, () -> byteByByte(cut).skip(), cut);
    }
  }

  @Test
  void takes_another_type_than_asked_for_as_absent() throws IOException {
    assertEquals(-1, inMemory("{\"a\":1}").count());
    assertEquals(null, inMemory("[1]").text());
    assertEquals(false, inMemory("\"x\"").beginObject());
    assertEquals(-1, inMemory("\"not a number\"").count());
    assertEquals(-1, inMemory("1e999999999 ").count());
  }
}
