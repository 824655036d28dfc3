package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ended early, by a reader that has seen enough or by Ctrl-C, a command goes quietly and leaves everything as it was. */
class EarlyEndTest {
  private static final int MOMENTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir private Path folder;

  @Test
  void a_reader_that_goes_early_is_no_mishap() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      assertEquals(0, world.cli("import", calls(4_000).toString()).exit());
      for (String command : List.of("usage --all --since 30d", "usage --all --since 30d --json", "prices", "users")) {
        Path script =
            script(
                "pipe",
                "set -o pipefail\n" + program(command) + " | head -1");
        ProcessBuilder shell = new ProcessBuilder("bash", script.toString());
        shell.environment().clear();
        shell.environment().putAll(world.environment());
        Path err = folder.resolve("err");
        Process ended = shell.redirectOutput(folder.resolve("out").toFile()).redirectError(err.toFile()).start();
        assertEquals(0, ended.waitFor(), command);
        assertEquals("", Files.readString(err), command);
      }
    }
  }

  @Test
  void ctrl_c_at_any_moment_leaves_the_terminal_as_it_was() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      Random random = new Random(7);
      try (Tmux terminal = Tmux.open(folder.resolve("tmux"), world.environment(), 100, 30)) {
        for (int moment = 0; moment < MOMENTS; moment++) {
          Path here = Files.createDirectory(folder.resolve("moment-" + moment));
          String command = moment % 2 == 0 ? "trends --watch=1s" : "tail";
          // The shell around it outlives the Ctrl-C and tells what it left.
          Path script =
              script(
                  "moment",
                  "trap : INT\ncd " + here + "\nstty -a > before\n: > begun\n" + program(command)
                      + "\necho $? > code\nstty -a > after\n: > ended");
          terminal.type("bash " + script);
          terminal.press("Enter");
          Waiting.until(PATIENCE, () -> Files.exists(here.resolve("begun")), terminal::screen);
          // Not a wait for anything: the moment itself.
          Thread.sleep(moment * 100 + random.nextInt(100));
          terminal.press("C-c");
          Waiting.until(PATIENCE, () -> Files.exists(here.resolve("ended")), terminal::screen);
          String what = command + " at moment " + moment + "\n" + terminal.screen();
          assertEquals("130", Files.readString(here.resolve("code")).strip(), what);
          assertEquals(Files.readString(here.resolve("before")), Files.readString(here.resolve("after")), what);
          assertFalse(terminal.isTaken(), what);
          assertEquals("1", terminal.run("display", "-p", "-t", "t", "#{cursor_flag}").strip(), what);
        }
      }
    }
  }

  private Path script(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text + "\n");
  }

  private static String program(String command) {
    return Program.line(List.of("dev.tokenly.cli.Main")) + " " + command;
  }

  private Path calls(int count) throws Exception {
    StringBuilder lines = new StringBuilder();
    Instant began = Instant.now().minus(Duration.ofDays(1));
    for (int number = 0; number < count; number++) {
      lines.append(
          """
          {"timestamp":"%s","service":"openai","model":"gpt-5-mini","input_tokens":%d,"output_tokens":7,"session_id":"s%d"}
          """
              .formatted(began.plusSeconds(number), number + 1, number));
    }
    return Files.writeString(folder.resolve("calls.jsonl"), lines);
  }
}
