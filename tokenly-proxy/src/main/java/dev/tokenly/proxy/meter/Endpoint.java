package dev.tokenly.proxy.meter;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A metered interface of a provider; every other path passes through uncounted. */
public enum Endpoint {
  CHAT("openai"),
  COMPLETIONS("openai"),
  RESPONSES("openai"),
  EMBEDDINGS("openai"),
  MESSAGES("anthropic"),
  /** Counts tokens without spending any: recorded with none. */
  COUNT_TOKENS("anthropic"),
  GEMINI("google"),
  GEMINI_STREAM("google"),
  OLLAMA("ollama");

  private final String service;

  Endpoint(String service) {
    this.service = service;
  }

  /** The endpoint a call goes to, with or without a version in front; null when it is not metered. */
  public static @Nullable Endpoint of(String method, String path) {
    if (!method.equals("POST")) {
      return null;
    }
    String clean = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int colon = clean.lastIndexOf(':');
    if (colon > clean.lastIndexOf('/')) {
      return gemini(clean.substring(colon + 1));
    }
    if (clean.endsWith("/messages/count_tokens")) {
      return COUNT_TOKENS;
    }
    if (clean.endsWith("/chat/completions")) {
      return CHAT;
    }
    return last(clean);
  }

  private static @Nullable Endpoint gemini(String verb) {
    return switch (verb) {
      case "generateContent" -> GEMINI;
      case "streamGenerateContent" -> GEMINI_STREAM;
      default -> null;
    };
  }

  private static @Nullable Endpoint last(String path) {
    boolean ollama = path.endsWith("/api/chat") || path.endsWith("/api/generate") || path.endsWith("/api/embed");
    if (ollama) {
      return OLLAMA;
    }
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('/'))).toLowerCase(Locale.ROOT);
    boolean top = parent.isEmpty() || parent.endsWith("/v1") || parent.contains("/deployments/") || isVersion(parent);
    if (!top) {
      return null;
    }
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "completions" -> COMPLETIONS;
      case "responses" -> RESPONSES;
      case "embeddings" -> EMBEDDINGS;
      case "messages" -> MESSAGES;
      default -> null;
    };
  }

  /** The model a path names, as Gemini's do ({@code …/models/MODEL:generateContent}); null where the body names it. */
  public static @Nullable String modelIn(String path) {
    int colon = path.lastIndexOf(':');
    int slash = path.lastIndexOf('/');
    return colon > slash + 1 ? path.substring(slash + 1, colon) : null;
  }

  /** Some providers version otherwise ({@code /v4}, {@code /openai}). */
  private static boolean isVersion(String parent) {
    return parent.matches(".*/(v[0-9]+[a-z0-9]*|openai|inference)");
  }

  /** Whose interface it is, in the words of records: {@code openai}, {@code anthropic}, {@code google}, {@code ollama}. */
  public String service() {
    return service;
  }

  /** Whether a stream of it only says what it used when the request asks. */
  public boolean mustAskForUsage() {
    return this == CHAT || this == COMPLETIONS;
  }
}
