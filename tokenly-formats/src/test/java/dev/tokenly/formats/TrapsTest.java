package dev.tokenly.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every known trap of log formats has a case in the corpus for each kind of log it is known from; cases name their traps. */
class TrapsTest {
  private static final Pattern NAMED = Pattern.compile("[Tt]raps? (\\d+(?:, \\d+)*)");

  /** Trap to the formats it is known from, where the corpus must have it. */
  private static final Map<Integer, List<String>> TRAPS =
      Map.ofEntries(
          Map.entry(1, List.of("claude-code")),
          Map.entry(2, List.of("claude-code", "opencode", "pi", "openclaw", "cline-cli")),
          Map.entry(3, List.of("claude-code")),
          Map.entry(4, List.of("claude-code")),
          Map.entry(5, List.of("codex")),
          Map.entry(6, List.of("codex")),
          Map.entry(7, List.of("codex")),
          Map.entry(8, List.of("codex", "codex-exec", "copilot-events")),
          Map.entry(9, List.of("codex")),
          Map.entry(10, List.of("codex")),
          Map.entry(11, List.of("droid", "goose", "crush", "copilot-events", "mux", "mistral-vibe")),
          Map.entry(12, List.of("api-replies", "cline", "goose", "grok-build", "litellm", "otlp", "qwen-code")),
          Map.entry(13, List.of("gemini-cli", "gemini-headless", "grok-build", "opencode", "api-replies")),
          Map.entry(14, List.of("api-replies")),
          Map.entry(15, List.of("openclaw", "opencode", "gemini-cli")),
          Map.entry(16, List.of("otlp", "litellm", "gemini-telemetry")),
          Map.entry(17, List.of("codex", "zed")),
          Map.entry(
              18,
              List.of(
                  "claude-code", "claude-headless", "cline", "otlp", "copilot-otel", "goose", "amp", "openclaw",
                  "gemini-telemetry")),
          Map.entry(19, List.of("litellm", "api-replies")),
          Map.entry(20, List.of("api-replies")),
          Map.entry(21, List.of("amp", "copilot-cli", "opencode")),
          Map.entry(22, List.of("claude-code", "codex", "gemini-cli")),
          Map.entry(23, List.of("claude-code", "litellm")),
          Map.entry(24, List.of("otlp", "litellm")),
          Map.entry(25, List.of("kimi-cli", "opencode", "crush", "otlp", "native")),
          Map.entry(26, List.of("claude-code", "codex", "kimi-cli")),
          Map.entry(27, List.of("codex", "openclaw")),
          Map.entry(28, List.of("claude-code")),
          Map.entry(29, List.of("native")),
          Map.entry(30, List.of("cline", "litellm", "bedrock-log", "otlp")));

  @Test
  void has_a_case_for_every_trap_and_every_format_it_is_known_from() throws IOException {
    assertEquals(30, TRAPS.size());
    Map<Integer, Set<String>> found = new TreeMap<>();
    for (Path corpusCase : ConformanceTest.cases()) {
      String format = corpusCase.getName(corpusCase.getNameCount() - 2).toString();
      Matcher named = NAMED.matcher(Files.readString(corpusCase.resolve("README.md")));
      while (named.find()) {
        for (String trap : named.group(1).split(", ", -1)) {
          found.computeIfAbsent(Integer.valueOf(trap), _ -> new TreeSet<>()).add(format);
        }
      }
    }
    List<String> missing = new ArrayList<>();
    TRAPS.forEach(
        (trap, formats) -> formats.stream()
            .filter(format -> !found.getOrDefault(trap, Set.of()).contains(format))
            .forEach(format -> missing.add("trap " + trap + " in " + format)));
    assertEquals(List.of(), missing.stream().sorted().toList());
  }
}
