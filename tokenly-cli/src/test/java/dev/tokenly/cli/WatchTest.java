package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Tty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch} of hours: a server that goes away for a while is told, and does not end it. */
class WatchTest {
  private static final String BUDGETS = "/api/manage/budgets";
  private static final String LOST = "no answer since 01:00:00, trying again: cannot reach the server at ";
  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer().answering(BUDGETS, "{\"budgets\":[{\"name\":\"before\"}]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void goAway() {
    server.close();
  }

  private void comeBack() throws IOException {
    server = new CannedServer(server.port()).answering(BUDGETS, "{\"budgets\":[{\"name\":\"after\"}]}");
  }

  private static void awaits(Supplier<String> seen, String part) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!seen.get().contains(part)) {
      assertTrue(System.nanoTime() < deadline, () -> "no " + part + " in " + seen.get());
      Thread.onSpinWait();
    }
  }

  /** A watch under way, and what becomes of it once it is interrupted. */
  private record Watching(Thread thread, CompletableFuture<ExitCode> code) {
    static Watching of(Typing somebody) {
      CompletableFuture<ExitCode> code = new CompletableFuture<>();
      Thread thread =
          Thread.ofVirtual().start(() -> code.complete(somebody.run("budgets", "--watch=1s", "--timeout", "5")));
      return new Watching(thread, code);
    }

    ExitCode ended() {
      thread.interrupt();
      return code.join();
    }
  }

  @Test
  void a_script_is_told_once_on_standard_error_and_gets_the_next_answer() throws IOException {
    Typing script = new Typing(home, server.url(), Tty.NONE);
    Watching watching = Watching.of(script);
    awaits(script::out, "before");
    goAway();
    awaits(script::err, LOST);
    comeBack();
    awaits(script::out, "after");
    awaits(script::err, "connected again");
    assertEquals(ExitCode.INTERRUPTED, watching.ended());
    assertEquals(1, script.err().split("no answer", -1).length - 1, script.err());
    assertFalse(script.out().contains("no answer"), script.out());
  }

  @Test
  void a_person_keeps_the_last_page_with_a_line_about_it() throws IOException {
    Typing person = new Typing(home, server.url(), new Tty(true, true, true));
    Watching watching = Watching.of(person);
    awaits(person::out, "before");
    goAway();
    awaits(person::out, LOST);
    String page = person.out().substring(person.out().lastIndexOf("\u001b[H"));
    assertTrue(page.contains("before"), page);
    comeBack();
    awaits(person::out, "after");
    assertEquals(ExitCode.INTERRUPTED, watching.ended());
    assertEquals("", person.err());
  }

  @Test
  void a_server_that_never_answered_is_an_error() {
    goAway();
    assertEquals(ExitCode.UNREACHABLE, new Typing(home, server.url(), Tty.NONE).run("budgets", "--watch=1s"));
  }

  @Test
  void a_question_the_server_refuses_is_an_error_then_too() throws IOException {
    Typing script = new Typing(home, server.url(), Tty.NONE);
    Watching watching = Watching.of(script);
    awaits(script::out, "before");
    goAway();
    awaits(script::err, LOST);
    server = new CannedServer(server.port());
    assertEquals(ExitCode.FAILED, watching.code().join());
  }
}
