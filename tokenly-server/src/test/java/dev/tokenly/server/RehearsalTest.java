package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalTest {
  @TempDir Path data;

  @Test
  void every_invented_upload_is_accepted_and_nothing_of_them_is_left() throws Exception {
    Path folder = data.resolve("rehearsal");
    Files.createDirectories(folder.resolve("left-by-a-killed-server"));
    try (Rehearsal rehearsal = new Rehearsal(folder, new Rehearsal.Amount(3, 10))) {
      rehearsal.rehearse();
    }
    assertFalse(Files.exists(folder));
  }

  @Test
  void a_server_that_ends_waits_for_no_rehearsal() throws Exception {
    Path folder = data.resolve("rehearsal");
    try (Rehearsal rehearsal = new Rehearsal(folder, new Rehearsal.Amount(1_000_000, 0))) {
      rehearsal.start();
    }
    assertFalse(Files.exists(folder));
  }
}
