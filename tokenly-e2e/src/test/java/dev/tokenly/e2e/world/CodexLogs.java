package dev.tokenly.e2e.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Codex rollouts with cumulative counters: unchanged totals are written again now and then, and a fork begins with its
 * parent's rows under new times.
 */
public final class CodexLogs {
  private final Path sessions;
  private final RandomGenerator random;
  private final Truth truth;
  private final List<String> parentRows = new ArrayList<>();
  private final long[] total = new long[4];
  private Path file;
  private int threads;

  public CodexLogs(Path home, RandomGenerator random, Truth truth, Instant at) {
    this.sessions = home.resolve(".codex/sessions/2026/11/20");
    this.random = random;
    this.truth = truth;
    this.file = begin(at, null);
  }

  /** A turn: its usage is added to the totals, which are written once or, as happens, twice. */
  public void turn(Instant at) {
    long cached = random.nextLong(0, 8_000);
    long input = cached + random.nextLong(1, 3_000);
    long reasoning = random.nextLong(0, 400);
    long output = reasoning + random.nextLong(10, 1_500);
    long[] last = {input, cached, output, reasoning};
    for (int field = 0; field < last.length; field++) {
      total[field] += last[field];
    }
    String row = tokenCount(last);
    parentRows.add(row);
    LogWriter.append(file, stamped(at, row));
    if (random.nextInt(3) == 0) {
      LogWriter.append(file, stamped(at.plusMillis(40), row));
    }
    // gpt-6-sol: 2 in, 10 out, 0.2 cache read; input includes what was cached, output includes reasoning
    truth.add(
        input + output,
        Truth.dollars(input - cached, "2").add(Truth.dollars(cached, "0.2")).add(Truth.dollars(output, "10")));
  }

  /** Forks the thread: a new file with the parent's rows restamped, which do not count again. */
  public void fork(Instant at) {
    String parent = thread();
    threads++;
    file = begin(at, parent);
    for (String row : parentRows) {
      LogWriter.append(file, stamped(at, row));
    }
    LogWriter.append(file, turnContext(at));
  }

  private Path begin(Instant at, @Nullable String parent) {
    Path rollout = sessions.resolve("rollout-2026-11-20T10-00-0%d-%s.jsonl".formatted(threads % 10, thread()));
    String forked = parent == null ? "" : ",\"forked_from_id\":\"" + parent + "\"";
    LogWriter.append(
        rollout,
        """
        {"timestamp":"%s","type":"session_meta","payload":{"id":"%s","timestamp":"%s","cwd":"/w/p","cli_version":"0.140.0",\
        "originator":"codex_cli_rs","source":"cli","model_provider":"openai"%s}}
        """
            .formatted(at, thread(), at, forked));
    if (parent == null) {
      LogWriter.append(rollout, turnContext(at));
    }
    return rollout;
  }

  private String thread() {
    return "019a0000-0000-7000-8000-%012d".formatted(threads);
  }

  private static String turnContext(Instant at) {
    return """
        {"timestamp":"%s","type":"turn_context","payload":{"turn_id":"t1","cwd":"/w/p","model":"gpt-6-sol"}}
        """
        .formatted(at);
  }

  private static String stamped(Instant at, String row) {
    return "{\"timestamp\":\"" + at + "\"," + row;
  }

  private String tokenCount(long[] last) {
    return """
        "type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":%s,"last_token_usage":%s},\
        "rate_limits":null}}
        """
        .formatted(usage(total), usage(last));
  }

  private static String usage(long[] tokens) {
    return """
        {"input_tokens":%d,"cached_input_tokens":%d,"output_tokens":%d,"reasoning_output_tokens":%d,"total_tokens":%d}"""
        .formatted(tokens[0], tokens[1], tokens[2], tokens[3], tokens[0] + tokens[2]);
  }
}
