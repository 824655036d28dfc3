package dev.tokenly.proxy.relay;

import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The proxy's own refusals in the shape the caller's SDK expects of its provider, so that it shows them as errors. */
final class ProviderError {
  private ProviderError() {}

  /** The body of a refusal; {@code service} is the provider in the words of records. */
  static byte[] body(String service, int status, String message) {
    Map<String, Object> body =
        switch (service) {
          case "anthropic" -> anthropic(status, message);
          case "google" -> google(status, message);
          case "ollama" -> Map.of("error", message);
          default -> openAi(status, message);
        };
    return JsonText.write(body).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> openAi(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("type", type(status));
    error.put("code", code(status));
    return Map.of("error", error);
  }

  private static Map<String, Object> anthropic(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", type(status));
    error.put("message", message);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "error");
    body.put("error", error);
    return body;
  }

  private static Map<String, Object> google(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", status);
    error.put("message", message);
    error.put("status", code(status).toUpperCase(Locale.ROOT));
    return Map.of("error", error);
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthenticated";
      case 403 -> "permission_denied";
      case 404 -> "not_found";
      case 413 -> "request_too_large";
      case 429 -> "resource_exhausted";
      case 501 -> "unimplemented";
      case 502, 503 -> "unavailable";
      case 504 -> "deadline_exceeded";
      default -> status < 500 ? "invalid_argument" : "internal";
    };
  }
}
