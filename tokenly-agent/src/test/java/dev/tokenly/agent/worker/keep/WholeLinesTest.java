package dev.tokenly.agent.worker.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLinesTest {
  @TempDir Path folder;

  private List<String> lines(String text, boolean cut) throws IOException {
    List<String> read = new ArrayList<>();
    try (WholeLines lines = new WholeLines(Files.writeString(folder.resolve("file"), text))) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        read.add(line);
      }
      assertEquals(cut, lines.wasCut());
    }
    return read;
  }

  @Test
  void a_line_is_whole_wherever_the_buffer_ends() throws IOException {
    for (int length = 65_530; length < 65_545; length++) {
      String line = "é" + "x".repeat(length);
      assertEquals(List.of(line, "", "next"), lines(line + "\n\nnext\n", false));
    }
  }

  @Test
  void a_line_without_its_end_is_none() throws IOException {
    assertEquals(List.of("a"), lines("a\nb", true));
    assertEquals(List.of(), lines("x".repeat(70_000), true));
    assertEquals(List.of(), lines("", false));
  }
}
