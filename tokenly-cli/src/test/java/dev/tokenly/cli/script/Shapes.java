package dev.tokenly.cli.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What JSON documents look like, apart from their values. */
final class Shapes {
  private Shapes() {}

  /** Each field on a line with the kinds of value seen, in the document's own order; names that are data become a star. */
  static String of(JsonNode document, JsonNode schema) {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    walk("", document, schema, fields);
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (path, kinds) -> text.append("  ").append(path).append(": ").append(String.join(" or ", kinds)).append('\n'));
    return text.toString();
  }

  private static void walk(String path, JsonNode value, JsonNode schema, Map<String, Set<String>> fields) {
    if (!path.isEmpty()) {
      String kind = value.isNumber() ? number(value, schema) : value.getNodeType().toString().toLowerCase(Locale.ROOT);
      fields.computeIfAbsent(path, _ -> new TreeSet<>()).add(kind);
    }
    if (value.isArray()) {
      value.forEach(element -> walk(path + "[]", element, schema.path("items"), fields));
    } else if (value.isObject()) {
      value.properties().forEach(
          field -> {
            JsonNode known = schema.path("properties").path(field.getKey());
            boolean named = !known.isMissingNode();
            String inner = path.isEmpty() ? field.getKey() : path + '.' + (named ? field.getKey() : "*");
            if (named || schema.path("additionalProperties").isObject()) {
              walk(inner, field.getValue(), named ? known : schema.path("additionalProperties"), fields);
            }
          });
    }
  }

  /** Where any number may stand, a whole one is no other kind. */
  private static String number(JsonNode value, JsonNode schema) {
    boolean whole = schema.path("type").toString().contains("integer");
    return whole && value.isIntegralNumber() ? "integer" : "number";
  }

  /** The paths of fields that a schema neither names nor leaves to the data. */
  static String undocumented(JsonNode document, JsonNode schema) {
    List<String> paths = new ArrayList<>();
    unnamed("", document, schema, paths);
    return String.join(", ", new TreeSet<>(paths));
  }

  private static void unnamed(String path, JsonNode value, JsonNode schema, List<String> paths) {
    if (value.isArray()) {
      value.forEach(element -> unnamed(path + "[]", element, schema.path("items"), paths));
    } else if (value.isObject() && schema.has("properties")) {
      value.properties().forEach(
          field -> {
            JsonNode known = schema.path("properties").path(field.getKey());
            if (!known.isMissingNode()) {
              unnamed(path + '.' + field.getKey(), field.getValue(), known, paths);
            } else if (!schema.has("additionalProperties")) {
              paths.add(path + '.' + field.getKey());
            }
          });
    }
  }

  /** Texts that are decimal numbers: a count or an amount somebody quoted. */
  static List<String> numbersInTexts(JsonNode value) {
    List<String> found = new ArrayList<>();
    if (value.isTextual() && value.asText().matches("-?[0-9]+\\.[0-9]+")) {
      found.add(value.asText());
    }
    value.forEach(inner -> found.addAll(numbersInTexts(inner)));
    return found;
  }

  /** Counts of tokens, calls, records or bytes that are no integers. */
  static List<String> brokenCounts(JsonNode value) {
    List<String> found = new ArrayList<>();
    value.properties().forEach(
        field -> {
          boolean count = field.getKey().matches(".*(tokens|requests|records|count|bytes|turns)");
          if (count && field.getValue().isNumber() && !field.getValue().isIntegralNumber()) {
            found.add(field.getKey() + " " + field.getValue());
          }
        });
    value.forEach(inner -> found.addAll(brokenCounts(inner)));
    return found;
  }
}
