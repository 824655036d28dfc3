package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenly.e2e.world.ClaudeLogs;
import dev.tokenly.e2e.world.CodexLogs;
import dev.tokenly.e2e.world.NativeLogs;
import dev.tokenly.e2e.world.Truth;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise, shown: logs on disk become exactly the truth in {@code tokenly trends --json}, whatever is killed. */
class JourneyTest {
  private static final int KILLS = Integer.getInteger("tokenly.test.kills", 50);

  private final long seed = Long.getLong("tokenly.test.seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final Truth truth = new Truth();
  private final Instant start = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

  private static final class Logs {
    private final ClaudeLogs claude;
    private final CodexLogs codex;
    private final NativeLogs applications;
    private Instant now;

    Logs(Path home, RandomGenerator random, Truth truth, Instant start) {
      claude = new ClaudeLogs(home, random, truth);
      codex = new CodexLogs(home, random, truth, start);
      applications = new NativeLogs(home.resolve("app/logs"), random, truth);
      now = start;
    }

    void write(int rounds) {
      for (int round = 0; round < rounds; round++) {
        now = now.plusSeconds(7);
        claude.reply(now);
        codex.turn(now);
        applications.call(now);
      }
    }
  }

  @Test
  void logs_become_the_truth_and_stay_it_through_fifty_kills(@TempDir Path folder) throws Exception {
    try (World world = new World(folder)) {
      Logs logs = new Logs(world.home(), random, truth, start);
      logs.write(60);
      logs.claude.resume();
      logs.codex.fork(logs.now);
      logs.write(20);
      world.startServer();
      world.logIn();
      world.setUpCollection();
      world.startAgent();
      world.approve();
      untilTheTruthIsTold(world);
      assertEquals(truth.requests(), requests(trends(world)));

      world.agent().close();
      world.startAgent();
      logs.write(15);
      untilTheTruthIsTold(world);

      killAtRandom(world, logs);
      untilTheTruthIsTold(world);
      n57_nothingOfAnyPromptIsOnTheServer(world.serverFolder());
    }
  }

  /** The logs are full of prompts; the journal and the database hold what was counted and nothing of those. */
  private static void n57_nothingOfAnyPromptIsOnTheServer(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("CANARY"), file.toString());
      }
    }
  }

  private void killAtRandom(World world, Logs logs) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      logs.write(3);
      if (kill % 10 == 4) {
        logs.claude.resume();
      }
      Thread.sleep(random.nextInt(250));
      switch (random.nextInt(3)) {
        case 0 -> world.workers().forEach(ProcessHandle::destroyForcibly);
        case 1 -> {
          world.agent().kill();
          world.startAgent();
        }
        default -> {
          world.server().kill();
          world.startServer();
        }
      }
    }
    if (!world.agent().isAlive()) {
      world.startAgent();
    }
  }

  private void untilTheTruthIsTold(World world) throws Exception {
    Waiting.until(
        Duration.ofMinutes(2),
        () -> requests(trends(world)) >= truth.requests() && total(trends(world)).compareTo(truth.cost()) >= 0,
        () -> "seed " + seed + ": the truth is " + truth.requests() + " requests, " + truth.cost()
            + " dollars; told was " + told(world));
    JsonNode told = trends(world);
    assertEquals(truth.requests(), requests(told), () -> "seed " + seed + ": told is " + byModel(world));
    assertEquals(0, truth.cost().compareTo(total(told)), () -> truth.cost() + " was told as " + total(told));
    JsonNode tokens = world.ask("trends", "--metric", "total_tokens", "--since", "30d", "--json");
    assertEquals(0, BigDecimal.valueOf(truth.totalTokens()).compareTo(total(tokens)));
  }

  private static String told(World world) {
    try {
      return trends(world) + "\n" + world.agent().err();
    } catch (Exception e) {
      return e.toString();
    }
  }

  /** Which of the logs was counted wrongly shows by its model. */
  private static String byModel(World world) {
    try {
      return world.ask("top", "--by", "model", "--since", "30d", "--json") + "\n"
          + world.ask("files", "--all", "--json");
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static JsonNode trends(World world) throws Exception {
    return world.ask("trends", "--since", "30d", "--json");
  }

  private static long requests(JsonNode answer) {
    long requests = 0;
    for (JsonNode point : answer.path("data").path("data_points")) {
      requests += point.path("count").asLong();
    }
    return requests;
  }

  private static BigDecimal total(JsonNode answer) {
    return answer.path("data").path("total_value").decimalValue();
  }
}
