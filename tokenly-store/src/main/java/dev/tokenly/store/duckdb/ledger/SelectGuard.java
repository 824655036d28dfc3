package dev.tokenly.store.duckdb.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenly.model.json.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Lets pass one SELECT that reads nothing but the documented views and its own common table expressions. The engine's
 * own parser says what a statement reads; whatever is not known to be harmless is refused.
 */
final class SelectGuard {
  private static final Set<String> VIEWS = Set.of("usage", "usage_hourly", "clients");
  private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");
  private static final Set<String> FUNCTIONS =
      Set.of("getenv", "current_setting", "query", "query_table", "getvariable",
          "read_text", "read_blob", "write_log", "nextval", "currval", "current_query", "which_secret");

  private final Set<String> own = new HashSet<>();

  private SelectGuard() {}

  /** Throws {@link IllegalArgumentException} with the reason when the statement may not run. */
  static void check(DuckDBConnection connection, String statement) throws SQLException {
    JsonNode tree = parsed(connection, statement);
    if (tree.path("error").asBoolean(true)) {
      String reason = tree.path("error_message").asText("");
      // What the engine says of another kind of statement is about how it writes a parsed one down.
      boolean isAnother = reason.isEmpty() || reason.startsWith("Only SELECT statements");
      throw new IllegalArgumentException(isAnother ? "only a SELECT can be run" : reason);
    }
    if (tree.path("statements").size() != 1) {
      throw new IllegalArgumentException("one statement at a time");
    }
    SelectGuard guard = new SelectGuard();
    guard.collectOwn(tree);
    guard.check(tree);
  }

  private static JsonNode parsed(DuckDBConnection connection, String statement) throws SQLException {
    try (PreparedStatement parse = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      parse.setString(1, statement);
      try (ResultSet row = parse.executeQuery()) {
        row.next();
        return Json.mapper().readTree(row.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the statement is too complex", e);
    }
  }

  private void collectOwn(JsonNode node) {
    JsonNode map = node.path("cte_map").path("map");
    map.forEach(entry -> own.add(entry.path("key").asText().toLowerCase(Locale.ROOT)));
    node.forEach(this::collectOwn);
  }

  private void check(JsonNode node) {
    String type = node.path("type").asText();
    switch (type) {
      case "BASE_TABLE" -> checkTable(node);
      case "TABLE_FUNCTION" ->
          allow(TABLE_FUNCTIONS.contains(node.path("function").path("function_name").asText()),
              "that table function");
      case "SHOW_REF", "DELIM_GET", "COLUMN_DATA", "BOUND_TABLE_REF" -> allow(false, "that");
      default -> {
      }
    }
    if (node.path("class").asText().equals("FUNCTION")) {
      String name = node.path("function_name").asText().toLowerCase(Locale.ROOT);
      allow(!FUNCTIONS.contains(name) && !name.startsWith("duckdb_") && !name.startsWith("pragma_"), name);
    }
    node.forEach(this::check);
  }

  private void checkTable(JsonNode table) {
    String name = table.path("table_name").asText().toLowerCase(Locale.ROOT);
    boolean plain = table.path("schema_name").asText().isEmpty() && table.path("catalog_name").asText().isEmpty();
    allow(plain && (VIEWS.contains(name) || own.contains(name)), name);
  }

  private static void allow(boolean allowed, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(
          what + " cannot be read; the views are usage, usage_hourly and clients");
    }
  }
}
