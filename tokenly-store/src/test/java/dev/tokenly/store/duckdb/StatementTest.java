package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.usage.SqlAnswer;
import dev.tokenly.store.usage.SqlLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements from outside: a SELECT over the views and nothing else. */
class StatementTest {
  private static final int CALLS = 40;

  private Store store;

  @BeforeEach
  void fill() {
    store = new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT);
    UsageRecord[] records = new UsageRecord[CALLS];
    for (int at = 0; at < CALLS; at++) {
      records[at] = call("msg_" + at, Instant.parse("2026-11-01T00:00:00Z").plusSeconds(at * 1000L), at);
    }
    store.usage().append(batch(file("c1", records)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SqlAnswer sql(String statement) {
    return store.usage().ask().sql(statement, new SqlLimits(10, Duration.ofSeconds(5)));
  }

  @Test
  void runs_a_select_over_the_views() {
    SqlAnswer answer = sql("WITH m AS (SELECT model, sum(cost_usd) AS cost FROM usage GROUP BY model) "
        + "SELECT * FROM m ORDER BY cost DESC NULLS LAST;");
    assertEquals(List.of("model", "cost"), answer.columns());
    assertEquals(1, answer.rows().size());
    assertEquals((long) CALLS,
        sql("SELECT sum(requests)::BIGINT FROM usage_hourly").rows().getFirst().getFirst());
    assertTrue(sql("SELECT * FROM usage").truncated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM document", "SELECT * FROM record", "SELECT * FROM main.usage",
    "SELECT (SELECT json FROM document LIMIT 1)", "SELECT * FROM usage WHERE model IN (SELECT hash FROM audit)",
    "DELETE FROM record", "SELECT 1; SELECT 2", "DROP TABLE record", "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'", "ATTACH '/tmp/x.db'", "COPY usage TO '/tmp/x'", "SELECT * FROM duckdb_tables()",
    "SELECT getenv('HOME')", "SELECT * FROM query('select * from document')", "SHOW TABLES", "PRAGMA version",
    "SET memory_limit='9GB'", "INSERT INTO record SELECT * FROM record", "FROM query_table('document')", "nonsense",
    "SELECT * FROM usage) UNION ALL (SELECT json FROM document", "EXPLAIN SELECT 1", "CALL pragma_version()",
    "SELECT * FROM sqlite_master", "SELECT * FROM information_schema.tables", "DESCRIBE document",
    "SELECT current_setting('temp_directory')", "WITH document AS (SELECT 1) SELECT * FROM main.document"})
  void refuses_any_other_statement(String statement) {
    assertThrows(IllegalArgumentException.class, () -> sql(statement), statement);
    assertEquals(CALLS, store.usage().ask().stats().records());
  }

  @Test
  void says_of_another_kind_of_statement_what_can_be_run() {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> sql("DROP TABLE record"));
    assertEquals("only a SELECT can be run", refused.getMessage());
    String nonsense = assertThrows(IllegalArgumentException.class, () -> sql("nonsense")).getMessage();
    assertTrue(nonsense != null && nonsense.contains("syntax error"), nonsense);
  }

  @Test
  void keeps_types_names_and_order_of_any_columns() {
    SqlAnswer answer =
        sql("SELECT 1 AS b, 2 AS a, sum(total_tokens) AS \"the sum\", [1, 2] AS list, {'x': 1} AS struct, NULL AS n, "
            + "'t' AS text, true AS yes, 1.50 AS price FROM usage");
    assertEquals(List.of("b", "a", "the sum", "list", "struct", "n", "text", "yes", "price"), answer.columns());
    assertEquals("[1, 2]", answer.rows().getFirst().get(3));
    assertTrue(answer.rows().getFirst().get(2) instanceof Number, answer.toString());
    assertEquals("[1, 2, NULL]", sql("SELECT [1, 2, NULL]").rows().getFirst().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT repeat('x', 3000000)", "SELECT [repeat('x', 70000)]",
    "SELECT {'a': repeat('x', 70000)}", "SELECT repeat('x', 70000)::BLOB"})
  void refuses_a_value_that_would_fill_the_servers_memory(String statement) {
    String why = String.valueOf(assertThrows(IllegalArgumentException.class, () -> sql(statement)).getMessage());
    assertTrue(why.startsWith("a value has more than 60000 bytes"), why);
  }

  @Test
  void cuts_an_answer_that_would_fill_the_servers_memory() {
    SqlAnswer answer =
        store.usage().ask()
            .sql("SELECT repeat('x', 50000) FROM range(100000)", new SqlLimits(100_000, Duration.ofSeconds(30)));
    assertTrue(answer.truncated());
    assertTrue(answer.rows().size() < 400, "rows: " + answer.rows().size());
  }

  @Test
  void says_why_a_statement_was_ended() {
    IllegalArgumentException ended =
        assertThrows(IllegalArgumentException.class, () -> store.usage().ask()
            .sql("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range <> b.range",
                new SqlLimits(1, Duration.ofSeconds(1))));
    String why = String.valueOf(ended.getMessage());
    assertTrue(why.startsWith("it took longer than 1 s"), why);
  }

  @Test
  void ends_a_statement_that_takes_too_long() {
    assertThrows(IllegalArgumentException.class, () -> store.usage().ask()
        .sql("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b",
            new SqlLimits(1, Duration.ofSeconds(1))));
  }
}
