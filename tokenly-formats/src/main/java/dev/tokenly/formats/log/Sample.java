package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a file begins, which is what formats are recognised by: the shapes of its first fifty JSON lines (or of its one
 * document), or the first pages of an SQLite database, which hold its table definitions. The path is a hint where two
 * tools write the same shape.
 */
public record Sample(List<Shape> shapes, String databasePages, Path path) {
  private static final String SQLITE = "SQLite format 3\0";
  private static final int MAX_LINES = 50;

  static Sample of(byte[] firstBytes, Path path) {
    if (isDatabase(firstBytes)) {
      return new Sample(List.of(), new String(firstBytes, StandardCharsets.ISO_8859_1), path);
    }
    return new Sample(shapes(firstBytes), "", path);
  }

  static boolean isDatabase(byte[] firstBytes) {
    int length = Math.min(firstBytes.length, SQLITE.length());
    return new String(firstBytes, 0, length, StandardCharsets.ISO_8859_1).equals(SQLITE);
  }

  private static List<Shape> shapes(byte[] firstBytes) {
    List<Shape> shapes = new ArrayList<>();
    int at = startsWithMark(firstBytes) ? 3 : 0;
    JsonScanner json = new JsonScanner();
    int lineEnd = ByteSearch.indexOf(firstBytes, at, firstBytes.length, '\n');
    if (lineEnd == firstBytes.length || spansLines(json, firstBytes, at, lineEnd)) {
      return List.of(Shape.of(json.over(firstBytes, at, firstBytes.length)));
    }
    while (at < firstBytes.length && shapes.size() < MAX_LINES) {
      int end = ByteSearch.indexOf(firstBytes, at, firstBytes.length, '\n');
      shapes.add(Shape.of(json.over(firstBytes, at, end)));
      at = end + 1;
    }
    return List.copyOf(shapes);
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
  }

  /** A first line that is no whole value is the beginning of a document over several lines. */
  private static boolean spansLines(JsonScanner json, byte[] bytes, int from, int to) {
    try {
      if (json.over(bytes, from, to).peekOrEnd() < 0) {
        return false;
      }
      json.skip();
      return false;
    } catch (IOException _) {
      return bytes[from] == '{' || bytes[from] == '[';
    }
  }

  /** Whether some line (or the document) looks like that. */
  public boolean any(Predicate<Shape> signature) {
    return shapes.stream().anyMatch(signature);
  }

  /** Whether the first line (or the document) looks like that. */
  public boolean first(Predicate<Shape> signature) {
    return !shapes.isEmpty() && signature.test(shapes.getFirst());
  }

  /** Whether the path, with forward slashes, contains that text. */
  public boolean pathContains(String part) {
    return path.toString().replace('\\', '/').contains(part);
  }

  /** Whether this is an SQLite database that defines all of these tables. */
  public boolean hasTables(String... tables) {
    return !databasePages.isEmpty() && Arrays.stream(tables).allMatch(this::definesTable);
  }

  private boolean definesTable(String table) {
    return Pattern.compile("CREATE TABLE (IF NOT EXISTS )?[\"`\\[]?" + table + "\\b", Pattern.CASE_INSENSITIVE)
        .matcher(databasePages)
        .find();
  }
}
