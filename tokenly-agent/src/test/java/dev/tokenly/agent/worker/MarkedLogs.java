package dev.tokenly.agent.worker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays a corpus case out as its tool would have left it, with a mark in the texts that are asked for. A text is named by
 * the way to it, such as {@code message.content[].text} or, in a database, {@code part.data.text}.
 */
final class MarkedLogs {
  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-20T12:00:00Z"));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Predicate<String> marks;
  private final String mark;
  private final Set<String> texts = new TreeSet<>();

  private MarkedLogs(Predicate<String> marks, String mark) {
    this.marks = marks;
    this.mark = mark;
  }

  /** Lays it out and answers the names of all its texts. */
  static Set<String> lay(Path input, Path target, Predicate<String> marks, String mark) throws IOException {
    MarkedLogs logs = new MarkedLogs(marks, mark);
    try (Stream<Path> paths = Files.walk(input)) {
      for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
        logs.lay(file, target.resolve(input.relativize(file).toString()));
      }
    }
    return logs.texts;
  }

  private void lay(Path file, Path copy) throws IOException {
    Files.createDirectories(copy.getParent());
    Path target = copy;
    if (copy.toString().endsWith(".sql")) {
      target = withoutEnding(copy);
      Files.deleteIfExists(target);
      database(Files.readString(file), target);
    } else if (copy.toString().endsWith(".zst.txt")) {
      target = withoutEnding(copy);
      Files.write(target, Zstd.compress(marked(file)));
    } else {
      Files.write(copy, marked(file));
    }
    Files.setLastModifiedTime(target, MODIFIED);
  }

  private static Path withoutEnding(Path copy) {
    String name = copy.getFileName().toString();
    return copy.resolveSibling(name.substring(0, name.lastIndexOf('.')));
  }

  /** Every byte that is of no JSON stays as it is: what is broken in the corpus is broken here. */
  private byte[] marked(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    JsonNode document = parse(text);
    if (document != null) {
      return bytes(written("", document));
    }
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("(?<=\n)", -1)) {
      JsonNode json = parse(line);
      String end = line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
      lines.append(json == null ? line : written("", json) + end);
    }
    return bytes(lines.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable JsonNode parse(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return null;
    }
  }

  private String written(String way, JsonNode json) throws IOException {
    return JSON.writeValueAsString(marked(way, json));
  }

  private JsonNode marked(String way, JsonNode json) throws IOException {
    return switch (json) {
      case ObjectNode object -> fields(way, object);
      case ArrayNode array -> elements(way, array);
      case TextNode text -> TextNode.valueOf(marked(way, text.textValue()));
      default -> json;
    };
  }

  private ObjectNode fields(String way, ObjectNode object) throws IOException {
    for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
      String name = field.getKey();
      object.set(name, marked(way.isEmpty() ? name : way + '.' + name, field.getValue()));
    }
    return object;
  }

  private ArrayNode elements(String way, ArrayNode array) throws IOException {
    for (int place = 0; place < array.size(); place++) {
      String key = array.get(place).path("key").asText(); // of a list of named values, each by its name
      array.set(place, marked(way + '[' + key + ']', array.get(place)));
    }
    return array;
  }

  /** Of a text that is itself JSON, as they are in databases, the texts in it. */
  private String marked(String way, String text) throws IOException {
    JsonNode inner = parse(text);
    if (inner != null) {
      return written(way, inner);
    }
    texts.add(way);
    return marks.test(way) ? text + mark : text;
  }

  private void database(String sql, Path file) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
      for (String table : column(statement, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
        for (String name : column(statement, "SELECT name FROM pragma_table_info('" + table + "')")) {
          mark(connection, table, name);
        }
      }
    } catch (SQLException e) {
      throw new IOException("making " + file + " failed", e);
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private void mark(Connection connection, String table, String column) throws SQLException, IOException {
    String texts = "SELECT rowid, " + column + " FROM " + table + " WHERE typeof(" + column + ") = 'text'";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(texts);
        PreparedStatement change =
            connection.prepareStatement("UPDATE " + table + " SET " + column + " = ? WHERE rowid = ?")) {
      while (rows.next()) {
        change.setString(1, marked(table + '.' + column, rows.getString(2)));
        change.setLong(2, rows.getLong(1));
        change.addBatch();
      }
      change.executeBatch();
    }
  }
}
