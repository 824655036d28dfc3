package dev.tokenly.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Writes Claude Code transcripts of a wanted size below {@code HOME/.claude/projects}, as they look on a developer's disk:
 * prompts and tool results make most of the bytes, a reply stands on one to four lines with growing output, one session in
 * ten is resumed (its history copied into a new file). Prints the truth as JSON. Arguments: HOME MEGABYTES [SEED].
 */
public final class ClaudeTranscripts {
  private static final String[] MODELS = {"claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5"};
  private static final Truth.Rates[] PRICES = {
    new Truth.Rates("3", "0.3", "3.75", "15"), new Truth.Rates("1", "0.1", "1.25", "5"),
    new Truth.Rates("5", "0.5", "6.25", "25")
  };
  private static final String FILLER =
      "the quick brown fox reads another file and writes a test for it before lunch ".repeat(400);

  private final RandomGenerator random;
  private final Path projects;
  private Instant now = Instant.parse("2026-08-20T08:00:00Z");
  private long replies;
  private long sessions;
  private long written;
  private final Truth truth;

  ClaudeTranscripts(Path home, long seed, Truth truth) {
    this.projects = home.resolve(".claude/projects");
    this.truth = truth;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      System.err.println("usage: ClaudeTranscripts HOME MEGABYTES [SEED]");
      System.exit(2);
    }
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 7;
    Truth truth = new Truth();
    ClaudeTranscripts transcripts = new ClaudeTranscripts(Path.of(arguments[0]), seed, truth);
    long bytes = transcripts.write(Long.parseLong(arguments[1]) * 1_000_000);
    System.out.println(truth.toJson(bytes));
  }

  /** Writes sessions until there are so many bytes; answers how many there are. */
  long write(long wanted) throws IOException {
    while (written < wanted) {
      String project = "-home-dev-project-%02d".formatted(random.nextInt(30));
      StringBuilder session = session();
      save(project, session);
      if (random.nextInt(10) == 0) {
        String before = "session-%08d".formatted(sessions - 1);
        String resumed = session.toString().replace(before, "session-%08d".formatted(sessions++));
        save(project, new StringBuilder(resumed));
      }
    }
    return written;
  }

  private void save(String project, StringBuilder lines) throws IOException {
    Path folder = Files.createDirectories(projects.resolve(project));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("%08x-0000-4000-8000-%012d.jsonl".formatted(random.nextInt(), written));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(bytes);
    }
    written += bytes.length;
  }

  private StringBuilder session() {
    String id = "session-%08d".formatted(sessions++);
    StringBuilder lines = new StringBuilder();
    int model = random.nextInt(MODELS.length);
    int turns = random.nextInt(5, 120);
    for (int turn = 0; turn < turns; turn++) {
      now = now.plusSeconds(random.nextInt(2, 40));
      lines.append(
          """
          {"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"/home/dev/project","sessionId":"%s",\
          "version":"2.1.0","gitBranch":"main","type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_%d",\
          "type":"tool_result","content":"%s"}]},"uuid":"%016x","timestamp":"%s"}
          """
              .formatted(id, turn, filler(800, 14_000), random.nextLong(), now));
      reply(lines, id, model);
    }
    return lines;
  }

  private void reply(StringBuilder lines, String session, int model) {
    String id = "msg_01%022d".formatted(++replies);
    long input = random.nextLong(1, 400);
    long cacheRead = random.nextLong(5_000, 90_000);
    long cacheWrite = random.nextLong(0, 6_000);
    long output = random.nextLong(20, 2_500);
    int count = random.nextInt(1, 5);
    for (int line = 1; line <= count; line++) {
      long soFar = line == count ? output : 1 + output * line / (count + 1);
      lines.append(
          """
          {"parentUuid":"%016x","isSidechain":false,"userType":"external","cwd":"/home/dev/project","sessionId":"%s",\
          "version":"2.1.0","gitBranch":"main","type":"assistant","timestamp":"%s","message":{"id":"%s","type":"message",\
          "role":"assistant","model":"%s","content":[{"type":"text","text":"%s"}],"stop_reason":null,"stop_sequence":null,\
          "usage":{"input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d,"output_tokens":%d,\
          "service_tier":"standard"}},"requestId":"req_%s","uuid":"%016x"}
          """
              .formatted(
                  random.nextLong(), session, now.plusMillis(line), id, MODELS[model], filler(200, 2_000), input,
                  cacheWrite, cacheRead, soFar, id, random.nextLong()));
    }
    truth.add(PRICES[model], new long[] {input, cacheRead, cacheWrite, output});
  }

  private String filler(int from, int to) {
    return FILLER.substring(0, random.nextInt(from, to));
  }
}
