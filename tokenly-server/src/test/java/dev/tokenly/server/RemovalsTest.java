package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a machine's cleanup took away is in the audit, each log once. */
class RemovalsTest {
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

  private void beat(int expected, int from, int to) throws Exception {
    String removed =
        IntStream.range(from, to)
            .mapToObj(
                number -> "{\"time\":\"2026-11-20T10:00:00Z\",\"file\":\"~/logs/" + number
                    + ".jsonl\",\"bytes\":11,\"sha256\":\"" + "ab".repeat(32) + "\"}")
            .collect(Collectors.joining(",", "{\"removed\": [", "], "));
    String beat = TestServer.heartbeat("web-1").replaceFirst("\\{", removed);
    assertEquals(expected, server.call("POST", "/api/heartbeat", KEY, beat).status());
  }

  private int audited() throws Exception {
    return Integer.parseInt(server.get("/api/manage/audit?actions=client_cleanup").text("total"));
  }

  @Test
  void each_log_that_cleanup_took_away_is_an_entry_of_the_audit_once() throws Exception {
    beat(202, 0, 2);
    assertEquals(0, audited(), "nobody has let it in");
    assertEquals(200, server.put("/api/manage/clients/web-1/approve", "{}").status());
    beat(200, 0, 2);
    assertEquals(2, audited());
    beat(200, 0, 2);
    beat(200, 0, 3);
    assertEquals(3, audited(), "what it says again after a lost answer is known");
    String newest = "entries.0.";
    assertEquals("~/logs/2.jsonl", server.get("/api/manage/audit?actions=client_cleanup").at(newest + "details.file"));
    assertEquals("web-1", server.get("/api/manage/audit?actions=client_cleanup").at(newest + "details.hostname"));
  }

  @Test
  void no_machine_fills_the_audit() throws Exception {
    beat(202, 0, 0);
    assertEquals(200, server.put("/api/manage/clients/web-1/approve", "{}").status());
    for (int from = 0; from < 1200; from += 300) {
      beat(200, from, from + 300);
    }
    assertEquals(400, audited(), "a hundred a beat");
    for (int from = 2000; from < 3000; from += 100) {
      beat(200, from, from + 100);
    }
    assertEquals(1000, audited(), "a thousand a day");
  }
}
