package dev.tokenly.server.openapi;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/openapi.json}: the route table as OpenAPI 3.1. Paths, methods and permissions come from the table itself;
 * what each call is for, its parameters and examples come from {@code openapi/calls.json}, which a test holds against it.
 */
public final class OpenApi {
  private static final Pattern SEGMENT = Pattern.compile(":([a-z]+)");

  private final byte[] document;

  public OpenApi(List<Route> routes, String version) {
    document = JsonText.write(document(routes, version)).getBytes(StandardCharsets.UTF_8);
  }

  public Response show(Request request) {
    return Response.bytes("application/json; charset=utf-8", document);
  }

  /** What is said of each call, by its label such as {@code GET /health}. */
  public static Map<String, Object> calls() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/calls.json")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks openapi/calls.json");
      }
      return JsonText.trustedObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("reading openapi/calls.json from the jar failed", e);
    }
  }

  private static Map<String, Object> document(List<Route> routes, String version) {
    Map<String, Object> calls = calls();
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      String path = SEGMENT.matcher(route.path()).replaceAll("{$1}");
      Map<?, ?> call = calls.get(route.label()) instanceof Map<?, ?> known ? known : Map.of();
      paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(route.method().name().toLowerCase(Locale.ROOT),
          operation(route, call));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info",
        Map.of("title", "Tokenly", "version", version, "description", "Where every AI token goes, on every machine."));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> operation(Route route, Map<?, ?> call) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", text(call.get("summary")));
    operation.put("tags", List.of(tag(route.path())));
    operation.put("security", security(route.access()));
    if (route.access() instanceof Access.Needs(var permission)) {
      operation.put("x-permission", permission.wireName());
    }
    List<Object> parameters = parameters(route, call);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (call.get("body") instanceof Map<?, ?> example) {
      operation.put("requestBody", Map.of("content", Map.of("application/json", Map.of("example", example))));
    } else if (call.get("text") instanceof String text) {
      operation.put("requestBody", Map.of("content", Map.of("application/octet-stream", Map.of("example", text))));
    }
    operation.put("responses", responses(call));
    return operation;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }

  private static String tag(String path) {
    String[] segments = path.split("/", -1);
    int at = path.startsWith("/api/manage/") ? 3 : path.startsWith("/api/") ? 2 : 1;
    return segments[at];
  }

  private static List<Object> security(Access access) {
    return switch (access) {
      case Access.Open(),Access.Local() -> List.of();
      case Access.Agent() -> List.of(Map.of("clientKey", List.of()));
      case Access.SignedIn(),Access.OwnAccount(),Access.Needs(_) -> List.of(Map.of("token", List.of()));
    };
  }

  private static List<Object> parameters(Route route, Map<?, ?> call) {
    List<Object> parameters = new ArrayList<>();
    SEGMENT.matcher(route.path()).results().forEach(found -> parameters.add(parameter(found.group(1), "path", "")));
    if (call.get("query") instanceof Map<?, ?> query) {
      query.forEach(
          (name, meaning) -> parameters.add(parameter(String.valueOf(name), "query", String.valueOf(meaning))));
    }
    return parameters;
  }

  private static Map<String, Object> parameter(String name, String in, String description) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", in.equals("path"));
    parameter.put("description", description);
    parameter.put("schema", Map.of("type", "string"));
    return parameter;
  }

  private static Map<String, Object> responses(Map<?, ?> call) {
    Map<String, Object> responses = new LinkedHashMap<>();
    String status = call.get("status") instanceof Long number ? number.toString() : "200";
    String type = call.get("type") instanceof String said ? said : "application/json";
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("description", call.get("answer") instanceof String said ? said : "done");
    answer.put("content", Map.of(type, Map.of()));
    responses.put(status, answer);
    responses.put("default", Map.of("$ref", "#/components/responses/Error"));
    return responses;
  }

  private static Map<String, Object> components() {
    Map<String, Object> error = new LinkedHashMap<>();
    for (String name : List.of("error", "message", "timestamp", "request_id")) {
      error.put(name, Map.of("type", "string"));
    }
    error.put("details", Map.of("type", "object"));
    Map<String, Object> schema = Map.of("type", "object", "required", List.copyOf(error.keySet()), "properties", error);
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", Map.of("Error", schema));
    components.put(
        "responses",
        Map.of("Error", Map.of("description", "what went wrong", "content",
            Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/Error"))))));
    components.put(
        "securitySchemes",
        Map.of(
            "token",
            Map.of("type", "http", "scheme", "bearer", "description",
                "an access token of POST /api/auth/login, or a personal token tkp_…"),
            "clientKey", Map.of("type", "http", "scheme", "bearer", "description", "the machine's own key tka_…")));
    return components;
  }
}
