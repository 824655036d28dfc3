package dev.tokenly.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two programs people read manual pages with have nothing to complain of. */
class ManPagesTest {
  @TempDir private Path folder;

  @Test
  void mandoc_finds_nothing() throws Exception {
    List<String> command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "warning"));
    command.addAll(pages());
    assertEquals("", said(command));
  }

  @Test
  void man_shows_every_page_without_a_warning() throws Exception {
    List<String> command = new ArrayList<>(List.of("man", "--warnings", "-P", "cat", "-l"));
    command.addAll(pages());
    assertEquals("", said(command));
    assertTrue(Files.readString(folder.resolve("out")).contains("TOKENLY-TRENDS(1)"));
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> pages = Files.list(Checkout.root().resolve("man"))) {
      List<String> found = pages.map(Path::toString).filter(page -> page.endsWith(".1")).sorted().toList();
      assertTrue(found.size() > 80, found.toString());
      return found;
    }
  }

  /** What a program complains of; mandoc does so on its standard output. */
  private String said(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("MANWIDTH", "80");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int exit = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    String complaints = Files.readString(err) + (command.getFirst().equals("mandoc") ? Files.readString(out) : "");
    return exit == 0 ? complaints : "exit " + exit + "\n" + complaints;
  }
}
