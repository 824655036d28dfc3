package dev.tokenly.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Writes the logs of several tools below HOME, as they would lie on one developer's disk: half of the bytes Claude Code's,
 * the rest Codex' (totals repeated when rate limits refresh), Gemini CLI's (messages written again) and Pi's. Prints the
 * truth as JSON. Arguments: HOME MEGABYTES [SEED].
 */
public final class MixedLogs {
  private static final Truth.Rates CODEX = new Truth.Rates("1.75", "0.175", "0", "14");
  private static final Truth.Rates GEMINI = new Truth.Rates("0.3", "0.03", "0", "2.5");
  private static final Truth.Rates PI = new Truth.Rates("3", "0.3", "3.75", "15");
  private static final String FILLER = "a line of a prompt that nobody has any business reading here ".repeat(400);

  private final RandomGenerator random;
  private final Path home;
  private final Truth truth = new Truth();
  private Instant now = Instant.parse("2026-08-20T08:00:00Z");
  private long written;

  private MixedLogs(Path home, long seed) {
    this.home = home;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println("usage: MixedLogs HOME MEGABYTES [SEED]");
      System.exit(2);
    }
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 7;
    long bytes = Long.parseLong(arguments[1]) * 1_000_000;
    MixedLogs logs = new MixedLogs(Path.of(arguments[0]), seed);
    logs.written = new ClaudeTranscripts(logs.home, seed, logs.truth).write(bytes / 2);
    while (logs.written < bytes * 8 / 10) {
      logs.codex();
    }
    while (logs.written < bytes * 92 / 100) {
      logs.gemini();
    }
    while (logs.written < bytes) {
      logs.pi();
    }
    System.out.println(logs.truth.toJson(logs.written));
  }

  private String filler() {
    return FILLER.substring(0, random.nextInt(500, 12_000));
  }

  private String id() {
    return "%08x-0000-7000-8000-%012x".formatted(random.nextInt(), random.nextLong() & 0xffff_ffff_ffffL);
  }

  private void save(Path folder, String name, CharSequence lines) throws IOException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(Files.createDirectories(home.resolve(folder)).resolve(name), bytes);
    written += bytes.length;
  }

  private void codex() throws IOException {
    String thread = id();
    StringBuilder lines = new StringBuilder();
    line(lines, "{\"timestamp\":\"%s\",\"type\":\"session_meta\",\"payload\":{\"id\":\"%s\",\"cwd\":\"/w/shop\"}}", now,
        thread);
    long[] total = new long[4];
    for (int turn = random.nextInt(5, 80); turn > 0; turn--) {
      now = now.plusSeconds(random.nextInt(2, 40));
      line(lines,
          "{\"timestamp\":\"%s\",\"type\":\"turn_context\",\"payload\":{\"cwd\":\"/w/shop\",\"model\":\"gpt-5.3-codex\"}}",
          now);
      line(lines,
          "{\"timestamp\":\"%s\",\"type\":\"response_item\",\"payload\":{\"type\":\"message\",\"text\":\"%s\"}}", now,
          filler());
      long cached = random.nextLong(1_000, 60_000);
      long input = random.nextLong(10, 3_000);
      long output = random.nextLong(20, 2_000);
      truth.add(CODEX, new long[] {input, cached, 0, output});
      long[] last = {input + cached, cached, output, output / 3};
      for (int field = 0; field < last.length; field++) {
        total[field] += last[field];
      }
      for (int again = random.nextInt(1, 3); again > 0; again--) {
        line(
            lines, "{\"timestamp\":\"%s\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\"info\":"
                + "{\"total_token_usage\":%s,\"last_token_usage\":%s,\"model_context_window\":272000}}}",
            now.plusMillis(again), usage(total), usage(last));
      }
    }
    save(Path.of(".codex/sessions/2026/08/20"), "rollout-2026-08-20T08-00-00-" + thread + ".jsonl", lines);
  }

  private static String usage(long[] counts) {
    return ("{\"input_tokens\":%d,\"cached_input_tokens\":%d,\"output_tokens\":%d,\"reasoning_output_tokens\":%d,"
        + "\"total_tokens\":%d}").formatted(counts[0], counts[1], counts[2], counts[3], counts[0] + counts[2]);
  }

  private void gemini() throws IOException {
    String session = id();
    StringBuilder lines = new StringBuilder();
    line(lines, "{\"sessionId\":\"%s\",\"projectHash\":\"shop\",\"startTime\":\"%s\",\"kind\":\"main\"}", session, now);
    for (int turn = random.nextInt(5, 60); turn > 0; turn--) {
      now = now.plusSeconds(random.nextInt(2, 40));
      line(lines, "{\"id\":\"%s\",\"timestamp\":\"%s\",\"type\":\"user\",\"content\":\"%s\"}", id(), now, filler());
      String message = id();
      long cached = random.nextLong(0, 30_000);
      long input = random.nextLong(10, 3_000);
      long output = random.nextLong(20, 2_000);
      long thoughts = random.nextLong(0, 500);
      truth.add(GEMINI, new long[] {input, cached, 0, output + thoughts});
      for (int again = random.nextInt(1, 3); again > 0; again--) {
        line(
            lines,
            "{\"id\":\"%s\",\"timestamp\":\"%s\",\"type\":\"gemini\",\"content\":\"%s\",\"model\":\"gemini-2.5-flash\","
                + "\"tokens\":{\"input\":%d,\"output\":%d,\"cached\":%d,\"thoughts\":%d,\"tool\":0,\"total\":%d}}",
            message, now, filler(), input + cached, output, cached, thoughts, input + cached + output + thoughts);
      }
    }
    save(Path.of(".gemini/tmp/shop/chats"), "session-2026-08-20T08-00-" + session.substring(0, 8) + ".jsonl", lines);
  }

  private void pi() throws IOException {
    String session = id();
    StringBuilder lines = new StringBuilder();
    line(
        lines, "{\"type\":\"session\",\"version\":3,\"id\":\"%s\",\"timestamp\":\"%s\",\"cwd\":\"/w/shop\"}", session,
        now);
    for (int turn = random.nextInt(5, 60); turn > 0; turn--) {
      now = now.plusSeconds(random.nextInt(2, 40));
      long[] tokens = {
        random.nextLong(1, 400), random.nextLong(1_000, 60_000), random.nextLong(0, 5_000), random.nextLong(20, 2_000)
      };
      truth.add(PI, tokens);
      line(
          lines,
          "{\"type\":\"message\",\"id\":\"%s\",\"timestamp\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":"
              + "[{\"type\":\"text\",\"text\":\"%s\"}],\"provider\":\"anthropic\",\"model\":\"claude-sonnet-4-5\",\"usage\":"
              + "{\"input\":%d,\"output\":%d,\"cacheRead\":%d,\"cacheWrite\":%d,\"totalTokens\":%d},\"timestamp\":%d}}",
          id().substring(0, 8), now, filler(), tokens[0], tokens[3], tokens[1], tokens[2],
          tokens[0] + tokens[1] + tokens[2] + tokens[3], now.toEpochMilli());
    }
    save(Path.of(".pi/agent/sessions/--w-shop--"), "2026-08-20T08-00-00-000Z_" + session + ".jsonl", lines);
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be this module's only use of another library
  private static void line(StringBuilder lines, String format, Object... values) {
    lines.append(format.formatted(values)).append('\n');
  }
}
