package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenly.e2e.world.ClaudeLogs;
import dev.tokenly.e2e.world.CodexLogs;
import dev.tokenly.e2e.world.NativeLogs;
import dev.tokenly.e2e.world.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server loses its database and its journal and comes back from an old backup: its agents still have the logs. */
class OldBackupTest {
  private final Truth truth = new Truth();
  private final Instant start = Instant.now().minus(Duration.ofDays(1));
  private int calls;

  @Test
  void f26_nothing_is_lost_and_nothing_counts_twice_after_an_old_backup_was_put_back(@TempDir Path folder)
      throws Exception {
    try (World world = new World(folder)) {
      Random random = new Random(26);
      ClaudeLogs claude = new ClaudeLogs(world.home(), random, truth);
      CodexLogs codex = new CodexLogs(world.home(), random, truth, start);
      NativeLogs applications = new NativeLogs(world.home().resolve("app/logs"), random, truth);
      write(claude, codex, applications);
      world.startServer();
      world.logIn();
      world.setUpCollection();
      world.startAgent();
      world.approve();
      untilTheTruthIsTold(world);
      assertEquals(0, world.cli("backup", "old.duckdb").exit());
      long known = truth.requests();
      write(claude, codex, applications);
      untilTheTruthIsTold(world);

      world.server().close();
      delete(world.serverFolder().resolve("journal"));
      Program.Result restored =
          world.cli("restore", "old.duckdb", "--data-dir", world.serverFolder().toString(), "--yes");
      assertEquals(0, restored.exit(), restored.err());
      write(claude, codex, applications);
      world.startServer();
      long told = summary(world).path("total_requests").asLong();
      assertTrue(told < truth.requests(), () -> told + " are told already, and the backup had " + known);
      beatNow(world);
      untilTheTruthIsTold(world);
    }
  }

  private void write(ClaudeLogs claude, CodexLogs codex, NativeLogs applications) {
    for (int round = 0; round < 20; round++) {
      Instant now = start.plusSeconds(7L * ++calls);
      claude.reply(now);
      codex.turn(now);
      applications.call(now);
    }
  }

  /** An agent whose server was away would wait a minute. */
  private static void beatNow(World world) throws Exception {
    new ProcessBuilder("kill", "-HUP", Long.toString(world.agent().pid())).start().waitFor();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void untilTheTruthIsTold(World world) throws Exception {
    Waiting.until(
        Duration.ofMinutes(2),
        () -> summary(world).path("total_requests").asLong() >= truth.requests(),
        () -> truth.requests() + " calls are the truth, told is " + told(world));
    JsonNode told = summary(world);
    assertEquals(truth.requests(), told.path("total_requests").asLong());
    assertEquals(truth.totalTokens(), told.path("total_tokens").asLong());
  }

  private static JsonNode summary(World world) throws Exception {
    return world.ask("summary", "--since", "30d", "--json").path("data");
  }

  private static String told(World world) {
    try {
      return summary(world) + "\n" + world.agent().err();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
