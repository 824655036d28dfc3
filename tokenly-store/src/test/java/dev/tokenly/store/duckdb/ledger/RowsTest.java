package dev.tokenly.store.duckdb.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void that_cannot_be_written_are_told_however_few_they_are() throws SQLException {
    try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:")) {
      new Sql().add("CREATE TABLE one (id BIGINT PRIMARY KEY)").run(connection);
      new Sql().add("CREATE TEMP TABLE other (id BIGINT PRIMARY KEY)").run(connection);
      assertThrows(SQLException.class, () -> Rows.append(connection, "one",
          rows -> rows.beginRow().append(7L).endRow().beginRow().append(7L).endRow()));
      assertThrows(SQLException.class, () -> Rows.appendTemporary(connection, "other",
          rows -> rows.beginRow().append(7L).endRow().beginRow().append(7L).endRow()));
      assertEquals(List.of(0L), new Sql().add("SELECT count(*) FROM one").all(connection, row -> row.getLong(1)));
    }
  }

  /** The driver's own way loses rows silently, so nothing else may use it. */
  @Test
  void are_appended_in_no_other_way() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<String> others = sources.filter(file -> file.toString().endsWith(".java") && !file.endsWith("Rows.java"))
          .filter(RowsTest::makesAnAppender).map(Path::toString).toList();
      assertEquals(List.of(), others);
    }
  }

  private static boolean makesAnAppender(Path file) {
    try {
      return Files.readString(file).contains(".createAppender(");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
