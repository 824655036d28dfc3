package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows usage sees every call, and sees it once, whatever happens to the server meanwhile. */
class TailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir private Path folder;

  @Test
  void nothing_is_missed_or_repeated_when_the_server_is_killed() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      store(world, 0, 20);
      try (Program tail = world.start("tail", "--ndjson", "-n", "5")) {
        until(tail, 5);
        store(world, 20, 40);
        until(tail, 25);
        world.server().kill();
        world.startServer();
        // More than a page, and stored while the follower may not be connected yet.
        store(world, 40, 700);
        store(world, 700, 710);
        until(tail, 695);
        assertEquals(IntStream.range(15, 710).mapToObj(number -> "s" + number).toList(), seen(tail));
      }
    }
  }

  private static void until(Program tail, int calls) throws Exception {
    Waiting.until(PATIENCE, () -> seen(tail).size() >= calls, () -> seenOf(tail) + " calls\n" + tail.err());
  }

  private static int seenOf(Program tail) {
    return (int) tail.out().lines().count();
  }

  /** The sessions of the whole lines shown so far, one a call. */
  private static List<String> seen(Program tail) throws IOException {
    String out = tail.out();
    List<String> sessions = new ArrayList<>();
    for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
      sessions.add(Json.mapper().readTree(line).path("session_id").asText());
    }
    return sessions;
  }

  private void store(World world, int from, int to) throws Exception {
    StringBuilder lines = new StringBuilder();
    Instant began = Instant.parse("2026-11-01T00:00:00Z");
    for (int number = from; number < to; number++) {
      lines.append(
          """
          {"timestamp":"%s","service":"openai","model":"gpt-5-mini","input_tokens":%d,"output_tokens":7,"session_id":"s%d"}
          """
              .formatted(began.plusSeconds(number), number + 1, number));
    }
    Path file = Files.writeString(folder.resolve("calls-" + from + ".jsonl"), lines);
    Program.Result stored = world.cli("import", file.toString());
    assertEquals(0, stored.exit(), stored.err());
  }
}
