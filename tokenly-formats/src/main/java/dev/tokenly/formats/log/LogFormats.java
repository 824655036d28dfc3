package dev.tokenly.formats.log;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every format there is, strongest signature first. */
public final class LogFormats {
  public static final List<LogFormat> ALL =
      List.of(
          new Otlp(),
          new Codex(),
          new ClaudeCode(),
          OpenClaw.lines(),
          new Pi(),
          GeminiCli.lines(),
          GeminiCli.documents(),
          new GeminiTelemetry(),
          GeminiHeadless.documents(),
          GeminiHeadless.lines(),
          new QwenCode(),
          new KimiCli(),
          new KimiCode(),
          new Junie(),
          new GrokBuild(),
          OpenCode.files(),
          new Cline(),
          new ClineCli(),
          new Amp(),
          new Droid(),
          new Mux(),
          new MistralVibe(),
          new BedrockLog(),
          new LiteLlm(),
          new CopilotOtel(),
          new CopilotEvents(),
          new CodexExec(),
          new ClaudeHeadless(),
          new RawReplies(),
          new NativeLog(),
          OpenCode.database(),
          OpenClaw.database(),
          new Goose(),
          new CopilotCli(),
          new Crush(),
          new Zed());

  /** Formats of output that a user kept, each with the format of the log that has the same calls, one by one. */
  public static final Map<String, String> KEPT_OUTPUT =
      Map.of(
          ClaudeHeadless.NAME, ClaudeCode.NAME, CodexExec.NAME, Codex.NAME, GeminiHeadless.NAME, GeminiCli.NAME);

  private LogFormats() {}

  /** The format of that name, or null. */
  public static @Nullable LogFormat named(String name) {
    for (LogFormat format : ALL) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    return null;
  }
}
