package dev.tokenly.proxy.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose interface an upstream speaks; {@link #AUTO} decides by the path of each call. */
public enum Provider {
  AUTO(null),
  OPENAI("https://api.openai.com"),
  ANTHROPIC("https://api.anthropic.com"),
  GEMINI("https://generativelanguage.googleapis.com"),
  OLLAMA("http://127.0.0.1:11434"),
  /** An OpenAI-compatible server of one's own: llama-server, vLLM and their like. */
  LOCAL("http://127.0.0.1:8080");

  private final @Nullable URI defaultUpstream;

  Provider(@Nullable String defaultUpstream) {
    this.defaultUpstream = defaultUpstream == null ? null : URI.create(defaultUpstream);
  }

  /** Where calls go when nothing else is said; null where the provider is not known beforehand. */
  public @Nullable URI defaultUpstream() {
    return defaultUpstream;
  }

  /** The provider of that name in settings; throws {@link IllegalArgumentException} listing the known ones. */
  public static Provider named(String name) {
    for (Provider provider : values()) {
      if (provider.toString().equals(name)) {
        return provider;
      }
    }
    String known = Arrays.stream(values()).map(Provider::toString).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("no provider is named \"" + name + "\"; known: " + known);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
