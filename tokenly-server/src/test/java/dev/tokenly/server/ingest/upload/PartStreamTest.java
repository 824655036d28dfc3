package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartStreamTest {
  /** What looks like a delimiter for a while, and what does not. */
  private static final List<String> PIECES =
      List.of("\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--X", "\r\n--XY", "--XYX", "X", "{\"a\":1}\n", "é", "\0");

  private static final String BOUNDARY = "XYXZ";

  /** As many bytes at a time as the network likes to give. */
  private static InputStream arriving(byte[] body, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(body)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String content(Random random) {
    StringBuilder content = new StringBuilder();
    for (int piece = random.nextInt(60); piece > 0; piece--) {
      content.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return content.toString().replace("\r\n--" + BOUNDARY, "");
  }

  @Test
  void gives_any_parts_back_however_they_arrive() throws IOException {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String first = content(random);
      String second = content(random);
      String body =
          (random.nextBoolean() ? "preamble\r\n" : "") + "--XYXZ\r\nA: 1\r\n\r\n" + first
              + "\r\n--XYXZ\r\nB: 2\r\nC: 3\r\n\r\n"
              + second + "\r\n--XYXZ--" + (random.nextBoolean() ? "\r\nepilogue" : "");
      PartStream parts = new PartStream(arriving(bytes(body), random), BOUNDARY);
      assertTrue(parts.next());
      assertEquals("A: 1\r\n", parts.headers());
      if (random.nextBoolean()) {
        assertEquals(first, new String(parts.readAllBytes(), StandardCharsets.UTF_8), "seed " + seed);
      }
      assertTrue(parts.next());
      assertEquals("B: 2\r\nC: 3\r\n", parts.headers());
      assertEquals(second, new String(parts.readAllBytes(), StandardCharsets.UTF_8), "seed " + seed);
      assertEquals(-1, parts.read());
      assertFalse(parts.next());
    }
  }

  @Test
  void a_body_cut_anywhere_is_never_taken_for_a_whole_one() throws IOException {
    String body = "--XYXZ\r\nA: 1\r\n\r\none\r\n--XYXZ\r\nB: 2\r\n\r\ntwo\r\n--XYXZ--";
    for (int length = 0; length < body.length(); length++) {
      PartStream parts = new PartStream(new ByteArrayInputStream(bytes(body.substring(0, length))), BOUNDARY);
      assertThrows(
          EOFException.class,
          () -> {
            while (parts.next()) {
              parts.readAllBytes();
            }
          },
          "cut at " + length);
    }
  }

  @Test
  void refuses_endless_headers_and_boundaries_that_go_on() {
    String endless = "--XYXZ\r\nA: " + "x".repeat(5_000);
    assertThrows(PartStream.Malformed.class, () -> parts(endless).next());
    assertThrows(PartStream.Malformed.class, () -> parts("--XYXZ\r\n" + "A: 1\r\n".repeat(1_000) + "\r\n").next());
    assertThrows(PartStream.Malformed.class, () -> parts("--XYXZ2\r\nA: 1\r\n\r\nx\r\n--XYXZ--").next());
  }

  private static PartStream parts(String body) {
    return new PartStream(new ByteArrayInputStream(bytes(body)), BOUNDARY);
  }
}
