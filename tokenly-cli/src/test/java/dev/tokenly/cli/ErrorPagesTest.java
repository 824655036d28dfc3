package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every error code there is can be looked up, and no page is about one there is not. */
class ErrorPagesTest {
  private static final Pattern CODE = Pattern.compile("\"(E-[A-Z-]+)\"");

  @Test
  void every_code_has_a_page() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        CODE.matcher(Files.readString(source)).results().forEach(found -> codes.add(found.group(1)));
      }
    }
    assertTrue(codes.size() > 20, codes.toString());
    assertEquals(codes, new TreeSet<>(ErrorPages.all().keySet()));
  }
}
