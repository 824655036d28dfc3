package dev.tokenly.e2e.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Usage files that applications write in our own format, with and without request ids; some lines are written twice. */
public final class NativeLogs {
  private final Path folder;
  private final RandomGenerator random;
  private final Truth truth;
  private long calls;

  public NativeLogs(Path folder, RandomGenerator random, Truth truth) {
    this.folder = folder;
    this.random = random;
    this.truth = truth;
  }

  /** One call of one of three applications. */
  public void call(Instant at) {
    long input = random.nextLong(1, 5_000);
    long output = random.nextLong(1, 2_000);
    String id =
        random.nextBoolean() ? ",\"request_id\":\"resp_" + ++calls + "\"" : ",\"session_id\":\"s" + ++calls + "\"";
    String application = "app-" + random.nextInt(3);
    String line =
        """
        {"timestamp":"%s","service":"openai","model":"gpt-5-mini","input_tokens":%d,"output_tokens":%d,\
        "application":"%s"%s}
        """
            .formatted(at, input, output, application, id);
    LogWriter.append(folder.resolve(application + "-usage.jsonl"), line);
    if (random.nextInt(5) == 0) {
      LogWriter.append(folder.resolve("copy-usage.jsonl"), line);
    }
    // gpt-5-mini: 0.25 in, 2 out
    truth.add(input + output, Truth.dollars(input, "0.25").add(Truth.dollars(output, "2")));
  }
}
