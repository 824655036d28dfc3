package dev.tokenly.formats.log;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes which models, for tools that log a model and no provider. */
final class Vendors {
  private static final Map<String, String> BY_FIRST_WORD =
      Map.ofEntries(
          Map.entry("claude", "anthropic"),
          Map.entry("gpt", "openai"),
          Map.entry("chatgpt", "openai"),
          Map.entry("codex", "openai"),
          Map.entry("o1", "openai"),
          Map.entry("o3", "openai"),
          Map.entry("o4", "openai"),
          Map.entry("gemini", "google"),
          Map.entry("grok", "xai"),
          Map.entry("deepseek", "deepseek"),
          Map.entry("kimi", "moonshot"),
          Map.entry("moonshot", "moonshot"),
          Map.entry("qwen", "qwen"),
          Map.entry("qwen3", "qwen"),
          Map.entry("coder", "qwen"),
          Map.entry("glm", "zai"),
          Map.entry("minimax", "minimax"),
          Map.entry("mistral", "mistral"),
          Map.entry("codestral", "mistral"),
          Map.entry("devstral", "mistral"),
          Map.entry("command", "cohere"),
          Map.entry("sonar", "perplexity"));

  private Vendors() {}

  /** The vendor of a model, or {@code otherwise} when the name tells nothing. */
  static String of(@Nullable String model, String otherwise) {
    if (model == null) {
      return otherwise;
    }
    String name = model.strip().toLowerCase(Locale.ROOT);
    int slash = name.lastIndexOf('/');
    String bare = slash < 0 ? name : name.substring(slash + 1);
    int end = 0;
    while (end < bare.length() && Character.isLetterOrDigit(bare.charAt(end))) {
      end++;
    }
    String vendor = BY_FIRST_WORD.get(bare.substring(0, end));
    return vendor != null ? vendor : bare.contains("claude") ? "anthropic" : otherwise;
  }
}
