package dev.tokenly.e2e.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Claude Code transcripts: each reply stands on several lines with growing output, and a resumed session begins with a
 * copy of the whole history under a new session id.
 */
public final class ClaudeLogs {
  private final Path projects;
  private final RandomGenerator random;
  private final Truth truth;
  private final List<String> history = new ArrayList<>();
  private int sessions;
  private long replies;

  public ClaudeLogs(Path home, RandomGenerator random, Truth truth) {
    this.projects = home.resolve(".claude/projects");
    this.random = random;
    this.truth = truth;
  }

  /** A reply appended to the current session, on one to four lines. */
  public void reply(Instant at) {
    String id = "msg_%024d".formatted(++replies);
    long input = random.nextLong(1, 2_000);
    long cacheRead = random.nextLong(0, 20_000);
    long cacheWrite = random.nextLong(0, 3_000);
    long output = random.nextLong(20, 3_000);
    int lines = random.nextInt(1, 5);
    for (int line = 1; line <= lines; line++) {
      long soFar = line == lines ? output : Math.max(1, output * line / (lines + 1));
      append(line(at.plusMillis(line), id, new long[] {input, cacheRead, cacheWrite, soFar}));
    }
    // claude-sonnet-5: 2 in, 10 out, 0.2 cache read, 2.5 cache write for five minutes
    truth.add(
        input + cacheRead + cacheWrite + output,
        Truth.dollars(input, "2")
            .add(Truth.dollars(cacheRead, "0.2"))
            .add(Truth.dollars(cacheWrite, "2.5"))
            .add(Truth.dollars(output, "10")));
  }

  /** Resumes: a new file that repeats everything said so far; nothing of it counts again. */
  public void resume() {
    String before = session();
    sessions++;
    List<String> copied = history.stream().map(line -> line.replace(before, session())).toList();
    history.clear();
    copied.forEach(this::append);
  }

  private void append(String line) {
    history.add(line);
    LogWriter.append(projects.resolve("-w-p").resolve(session() + ".jsonl"), line);
  }

  private String session() {
    return "5e55104e-0000-4000-8000-%012d".formatted(sessions);
  }

  private String line(Instant at, String id, long[] tokens) {
    return """
        {"type":"assistant","timestamp":"%s","sessionId":"%s","uuid":"%016x","requestId":"req_%s","cwd":"/w/p",\
        "message":{"id":"%s","model":"claude-sonnet-5","content":[{"type":"text","text":"CANARY-PROMPT"}],\
        "usage":{"input_tokens":%d,"cache_read_input_tokens":%d,"cache_creation_input_tokens":%d,\
        "output_tokens":%d}}}
        """
        .formatted(at, session(), random.nextLong(), id, id, tokens[0], tokens[1], tokens[2], tokens[3]);
  }
}
