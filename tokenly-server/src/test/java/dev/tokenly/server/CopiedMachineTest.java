package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopiedMachineTest {
  private static final String KEY = "tka_" + "a".repeat(43);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String show(String id, String path) throws IOException, InterruptedException {
    return server.get("/api/manage/clients/" + id).at(path);
  }

  /** A beat of a machine that has been up for so long. */
  private void beatAfter(Duration uptime) throws Exception {
    String beat =
        TestServer.heartbeat("web-1").replace(
            "\"arch\": \"x64\"", "\"arch\": \"x64\", \"uptime_seconds\": " + uptime.toSeconds());
    assertEquals(202, server.call("POST", "/api/heartbeat", KEY, beat).status());
    server.clock.advance(Duration.ofSeconds(30));
  }

  private void beatOf(String instance) throws Exception {
    String beat = TestServer.heartbeat("web-1").replaceFirst("\\{", "{\"instance\": \"" + instance + "\", ");
    assertEquals(202, server.call("POST", "/api/heartbeat", KEY, beat).status());
  }

  /** Fault 37. A run that is heard again after another one never ended; runs that follow one another are one machine. */
  @Test
  void f37_two_machines_copied_while_they_run_are_told_by_the_names_of_their_runs() throws Exception {
    for (String run : new String[] {"one", "one", "two", "two", "three"}) {
      beatOf(run);
      assertEquals("", show("web-1", "conflict.cause"), run);
    }
    beatOf("two");
    assertEquals("client_key_copied", show("web-1", "conflict.cause"));
    assertEquals(200, server.put("/api/manage/clients/web-1/reset-key", "{}").status());
    beatOf("three");
    assertEquals("", show("web-1", "conflict.cause"));
  }

  /** Fault 37. The machine booted anew is one machine; when the older of two is heard again they are two. */
  @Test
  void f37_two_machines_with_one_key_are_noticed_and_shown_and_nothing_of_theirs_is_refused() throws Exception {
    beatAfter(Duration.ofDays(10));
    beatAfter(Duration.ofDays(10).plusSeconds(31));
    beatAfter(Duration.ofMinutes(2));
    beatAfter(Duration.ofMinutes(3).plusSeconds(20));
    assertEquals("", show("web-1", "conflict.cause"));
    beatAfter(Duration.ofDays(10).plusMinutes(2));
    assertEquals("client_key_copied", show("web-1", "conflict.cause"));
    assertEquals("1", server.get("/api/manage/audit?actions=client_key_copied").text("total"));
    assertEquals(200, server.put("/api/manage/clients/web-1/reset-key", "{}").status());
    assertEquals("", show("web-1", "conflict.cause"));
  }
}
