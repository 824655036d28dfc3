package dev.tokenly.cli.demo;

import java.util.List;

/**
 * A tool of the sample data: whose models it uses, how its calls look on average, and how much of it there is on each of
 * the machines.
 */
record SampleTool(String application, String service, List<String> models, Shape shape, List<Integer> callsADay) {

  /** Average tokens of a call. */
  record Shape(int input, int cached, int written, int output) {}

  /** Six tools people use, and the models they ask. */
  static final List<SampleTool> ALL =
      List.of(
          new SampleTool(
              "claude-code",
              "anthropic",
              List.of("claude-sonnet-4-6", "claude-sonnet-4-6", "claude-opus-4-7", "claude-haiku-4-5"),
              new Shape(220, 48_000, 2_600, 640),
              List.of(70, 30, 0)),
          new SampleTool(
              "codex", "openai", List.of("gpt-5.3-codex"), new Shape(2_900, 26_000, 0, 820), List.of(28, 8, 0)),
          new SampleTool(
              "gemini-cli",
              "google",
              List.of("gemini-2.5-flash", "gemini-2.5-pro"),
              new Shape(5_200, 9_000, 0, 430),
              List.of(14, 0, 6)),
          new SampleTool(
              "review-bot", "anthropic", List.of("claude-sonnet-4-6"), new Shape(7_800, 0, 0, 900), List.of(0, 45, 0)),
          new SampleTool(
              "support-chat", "openai", List.of("gpt-5.4-mini"), new Shape(1_400, 600, 0, 210), List.of(0, 0, 90)),
          new SampleTool(
              "ollama", "ollama", List.of("qwen3-coder:30b"), new Shape(3_100, 0, 0, 520), List.of(6, 0, 25)));
}
