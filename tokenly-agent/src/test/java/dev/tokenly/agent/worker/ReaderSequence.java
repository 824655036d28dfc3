package dev.tokenly.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.protocol.ClientConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * One random sequence of what writers, rotators, crashes and networks do to a folder of logs, and the model that says what
 * must have arrived.
 */
final class ReaderSequence {
  private static final int MOST_STEPS = 30;
  private static final Pattern NUMBER = Pattern.compile("\"request_id\":\"r-(\\d+)\"");
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);

  /** The server of the model: what has arrived; it may lose its answer, or be away. */
  private static final class Server {
    private final Set<Integer> arrived = new HashSet<>();
    private boolean losesNextAnswer;
    private boolean isAway;

    synchronized Delivery take(Batch batch) {
      if (isAway) {
        return new Delivery.NotAllowed("away");
      }
      Matcher numbers = NUMBER.matcher(batch.lines().toString());
      while (numbers.find()) {
        arrived.add(Integer.valueOf(numbers.group(1)));
      }
      if (losesNextAnswer) {
        losesNextAnswer = false;
        return new Delivery.Abandoned();
      }
      return new Delivery.Delivered(1);
    }
  }

  /** The model of one file: its whole lines, and a half-written one. */
  private static final class Content {
    private final List<Integer> lines = new ArrayList<>();
    private int half = -1;
  }

  private final Path logs;
  private final Path data;
  private final LocalPolicy policy;
  private final Random random;
  private final String name;
  private final Server server = new Server();
  private final Map<String, Content> files = new TreeMap<>();
  private final Set<Integer> mustHaveArrived = new HashSet<>();
  private final List<String> history = new ArrayList<>();
  private WorkerAssembly parts;
  private Worker worker;
  private int written;

  ReaderSequence(Path place, Random random, String name) throws IOException {
    this.logs = Files.createDirectories(place.resolve("logs"));
    this.data = place.resolve("data");
    // Otherwise its explorations find the logs of the other sequences.
    this.policy = new LocalPolicy(List.of(logs.toRealPath()), List.of(), false, null, LocalPolicy.NONE.proxy(), false);
    this.random = random;
    this.name = name;
    this.parts = assemble();
    this.worker = worker();
  }

  private WorkerAssembly assemble() throws IOException {
    return WorkerAssembly.with(
        new WorkerAssembly.Site(AgentFolders.in(data), policy, false, Clock.systemUTC(), QUIET),
        server::take);
  }

  private Worker worker() {
    Worker made = new Worker(parts, Clock.systemUTC(), QUIET, _ -> {});
    made.configure(
        ClientConfig.defaults()
            .with(Map.of("discovery_paths", Map.of("linux", List.of(logs.toString())), "tool_logs",
                List.of("native"))));
    return made;
  }

  void run() throws Exception {
    for (int step = random.nextInt(MOST_STEPS); step >= 0; step--) {
      act();
    }
    server.isAway = false;
    server.losesNextAnswer = false;
    scan();
    Set<Integer> lost = new HashSet<>(mustHaveArrived);
    lost.removeAll(server.arrived);
    assertEquals(Set.of(), lost, () -> name + ": lost lines after " + history);
    assertTrue(
        server.arrived.stream().allMatch(number -> number < written),
        () -> name + ": invented lines after " + history);
    parts.close();
  }

  private void act() throws Exception {
    String file = "f" + random.nextInt(3) + ".jsonl";
    switch (random.nextInt(17)) {
      case 0, 1, 2 -> append(file, false);
      case 3, 4 -> append(file, true);
      case 5 -> rotate(file);
      case 6 -> copyTruncate(file);
      case 7 -> truncate(file);
      case 8 -> delete(file);
      case 9 -> recreate(file);
      case 10 -> compress();
      case 11 -> crash();
      case 12 -> loseAnswer();
      case 13 -> restartServer();
      case 14 -> rename(file);
      default -> scan();
    }
  }

  private Content content(String file) {
    return files.computeIfAbsent(file, _ -> new Content());
  }

  private static String line(int number) {
    return "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"output_tokens\":1,"
        + "\"request_id\":\"r-" + number + "\"}";
  }

  private void append(String file, boolean leaveHalf) throws IOException {
    history.add((leaveHalf ? "half " : "append ") + file);
    Content content = content(file);
    StringBuilder text = new StringBuilder();
    if (content.half >= 0) {
      text.append(line(content.half).substring(20)).append('\n');
      content.lines.add(content.half);
      content.half = -1;
    }
    for (int count = random.nextInt(4); count >= 0; count--) {
      content.lines.add(written);
      text.append(line(written++)).append('\n');
    }
    if (leaveHalf) {
      content.half = written++;
      text.append(line(content.half), 0, 20);
    }
    Files.writeString(logs.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate(String file) throws IOException {
    history.add("rotate " + file);
    if (files.containsKey(file)) {
      String rotated = file + "." + (1 + random.nextInt(2));
      Files.move(logs.resolve(file), logs.resolve(rotated), StandardCopyOption.REPLACE_EXISTING);
      files.put(rotated, content(file));
      files.remove(file);
    }
  }

  private void rename(String file) throws IOException {
    String name = "f" + random.nextInt(3) + ".jsonl";
    history.add("rename " + file + " " + name);
    if (files.containsKey(file) && !name.equals(file)) {
      Files.move(logs.resolve(file), logs.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      files.put(name, content(file));
      files.remove(file);
    }
  }

  private void copyTruncate(String file) throws IOException {
    history.add("copytruncate " + file);
    if (files.containsKey(file)) {
      String copy = file + ".1";
      Files.copy(logs.resolve(file), logs.resolve(copy), StandardCopyOption.REPLACE_EXISTING);
      files.put(copy, content(file));
      files.put(file, new Content());
      Files.write(logs.resolve(file), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  private void truncate(String file) throws IOException {
    history.add("truncate " + file);
    if (files.containsKey(file)) {
      files.put(file, new Content());
      Files.write(logs.resolve(file), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      if (random.nextBoolean()) {
        append(file, false);
      }
    }
  }

  private void delete(String file) throws IOException {
    history.add("delete " + file);
    files.remove(file);
    Files.deleteIfExists(logs.resolve(file));
  }

  private void recreate(String file) throws IOException {
    delete(file);
    append(file, random.nextBoolean());
  }

  private void compress() throws IOException {
    for (String file : List.copyOf(files.keySet())) {
      Content content = content(file);
      if (file.matches(".*\\.\\d") && content.half < 0) {
        history.add("compress " + file);
        String packed = file + (random.nextBoolean() ? ".gz" : ".zst");
        try (OutputStream raw = Files.newOutputStream(logs.resolve(packed));
            OutputStream out =
                packed.endsWith(".gz") ? new GZIPOutputStream(raw) : new ZstdOutputStreamNoFinalizer(raw)) {
          Files.copy(logs.resolve(file), out);
        }
        Files.delete(logs.resolve(file));
        files.remove(file);
        files.put(packed, content);
        return;
      }
    }
  }

  /** The worker's memory is gone; what it had on disk is there. */
  private void crash() throws IOException {
    history.add("crash");
    parts.close();
    parts = assemble();
    worker = worker();
  }

  private void loseAnswer() {
    history.add("lose answer");
    server.losesNextAnswer = true;
  }

  private void restartServer() {
    history.add(server.isAway ? "server back" : "server away");
    server.isAway = !server.isAway;
  }

  private void scan() throws Exception {
    history.add("scan");
    try {
      worker.scan();
      files.values().forEach(content -> mustHaveArrived.addAll(content.lines));
    } catch (Shipper.NotAllowed | InterruptedException _) {
      worker.goBack();
    }
  }
}
