package dev.tokenly.formats.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final int PIECE = 64 * 1024;

  private static Waiting after(int pieces, long nanosEach) {
    Waiting waiting = new Waiting();
    for (int piece = 0; piece < pieces; piece++) {
      waiting.took(PIECE, nanosEach);
    }
    return waiting;
  }

  @Test
  void tells_a_disk_from_memory_by_what_reading_took() {
    assertTrue(after(256, 60_000).isForTheDisk());
    assertFalse(after(256, 15_000).isForTheDisk());
  }

  @Test
  void says_nothing_of_a_few_reads() {
    assertFalse(after(255, 60_000).isForTheDisk());
  }

  @Test
  void hands_on_every_byte_and_the_end() throws Exception {
    byte[] bytes = {1, 2, 3, 4, 5};
    Waiting waiting = new Waiting();
    try (InputStream in = waiting.timed(new ByteArrayInputStream(bytes))) {
      assertArrayEquals(new byte[] {1, 2}, in.readNBytes(2));
      assertArrayEquals(new byte[] {3, 4, 5}, in.readAllBytes());
    }
  }
}
