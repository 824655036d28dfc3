package dev.tokenly.agent.worker.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockedFilesTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final LockedFiles files = new LockedFiles(FileSystemException.class::isInstance, pauses::add);
  private int tries;

  private String read(int lockedTimes) throws IOException {
    tries++;
    if (tries <= lockedTimes) {
      throw new FileSystemException("a.jsonl", null, "used by another process");
    }
    return "read";
  }

  @Test
  void a_locked_file_is_tried_three_times_a_second_apart() throws Exception {
    assertEquals("read", files.read(false, () -> read(2)));
    assertEquals(3, tries);
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)), pauses);
  }

  @Test
  void one_that_stays_locked_is_left_to_the_next_scan_and_then_tried_once() {
    assertThrows(FileSystemException.class, () -> files.read(false, () -> read(9)));
    assertEquals(3, tries);
    assertThrows(FileSystemException.class, () -> files.read(true, () -> read(9)));
    assertEquals(4, tries);
    assertEquals(2, pauses.size());
  }

  @Test
  void any_other_failure_is_final() {
    assertThrows(IOException.class, () -> files.read(false, () -> {
      tries++;
      throw new IOException("a broken disk");
    }));
    assertEquals(1, tries);
    assertEquals(List.of(), pauses);
  }
}
