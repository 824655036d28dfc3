package dev.tokenly.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each error code means and what to do about it: {@code tokenly help E-…}. Read only when somebody asks. */
final class ErrorPages {
  private static final String FILE = "errors.txt";

  private ErrorPages() {}

  /** The page of a code; null when there is no such code. */
  static @Nullable String page(String code) {
    String text = all().get(code);
    return text == null ? null : code + "\n\n" + text;
  }

  /** Every code with its first sentence. */
  static String overview() {
    StringBuilder overview = new StringBuilder("What can go wrong; tokenly help CODE says more:\n\n");
    all().forEach((code, text) -> {
      String first = text.split("[.:;]\\s", 2)[0].replace('\n', ' ').strip();
      overview.append("  ").append(code).append(" ".repeat(Math.max(2, 24 - code.length())));
      overview.append(first).append('\n');
    });
    return overview.toString();
  }

  /** The pages by code, in their order. */
  static Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (String section : read().split("\n\n", -1)) {
      int end = section.indexOf('\n');
      if (end > 0) {
        pages.put(section.substring(0, end), section.substring(end + 1).stripTrailing() + '\n');
      }
    }
    return pages;
  }

  private static String read() {
    try (InputStream in = ErrorPages.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE + " from the jar failed", e);
    }
  }
}
