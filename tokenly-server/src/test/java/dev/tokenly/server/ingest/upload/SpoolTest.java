package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.tokenly.server.ingest.journal.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Cap CAP = new Cap(new UploadLimits(50, 0), -1);

  @TempDir Path folder;

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] plain(Content content) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    content.writeTo(frames);
    try (InputStream plain = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(frames.toByteArray()))) {
      return plain.readAllBytes();
    }
  }

  @Test
  void uploads_share_one_memory_and_what_finds_no_room_goes_to_a_file() throws Exception {
    SpoolMemory memory = new SpoolMemory(400_000);
    byte[] body = noise(200_000, 3);
    try (Spool first = new Spool(folder, CAP, memory);
        Spool second = new Spool(folder, CAP, memory)) {
      first.write(body);
      second.write(body);
      assertTrue(first.received(0).content() instanceof Content.InMemory);
      Spool.Received spilled = second.received(0);
      assertTrue(spilled.content() instanceof Content.InFile);
      assertArrayEquals(body, plain(spilled.content()));
      assertEquals(200_000, spilled.bytes());
      assertTrue(memory.take(150_000), "the one in a file holds no share");
      memory.give(150_000);
    }
    assertEquals(0, files());
    assertTrue(memory.take(400_000), "what a closed spool held is free again");
  }

  @Test
  void what_waits_for_the_disk_holds_no_more_than_its_frames() throws Exception {
    SpoolMemory memory = new SpoolMemory(1 << 20);
    byte[] body = "the same line again and again\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    try (Spool spool = new Spool(folder, CAP, memory)) {
      spool.write(body);
      Spool.Received received = spool.received(0);
      assertTrue(memory.take((1 << 20) - 10_000), "less than ten thousand bytes are held");
      assertArrayEquals(body, plain(received.content()));
    }
  }

  @Test
  void gives_back_what_it_took_in_whatever_pieces_and_memory() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      int room = random.nextInt(600_000);
      SpoolMemory memory = new SpoolMemory(room);
      byte[] body = noise(random.nextInt(400_000), round);
      Arrays.fill(body, 0, random.nextInt(body.length + 1), (byte) 'x');
      try (Spool spool = new Spool(folder, CAP, memory)) {
        for (int at = 0, length; at < body.length; at += length) {
          length = 1 + random.nextInt(Math.min(body.length - at, 100_000));
          spool.write(body, at, length);
        }
        assertArrayEquals(body, plain(spool.received(0).content()));
      }
      assertTrue(memory.take(room));
      assertEquals(0, files());
    }
  }

  @Test
  void counts_lines_that_hold_something_wherever_the_bytes_are_cut() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int at = random.nextInt(30); at > 0; at--) {
        text.append("ab\r\n\n".charAt(random.nextInt(5)));
      }
      long expected = Stream.of(text.toString().split("\n")).filter(line -> !line.replace("\r", "").isEmpty()).count();
      byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
      try (Spool spool = new Spool(folder, CAP, new SpoolMemory(1 << 20))) {
        for (int at = 0, length; at < bytes.length; at += length) {
          length = 1 + random.nextInt(bytes.length - at);
          spool.write(bytes, at, length);
        }
        assertEquals(expected, spool.received(0).lines(), () -> text.toString().replace("\n", "|"));
      }
    }
  }
}
