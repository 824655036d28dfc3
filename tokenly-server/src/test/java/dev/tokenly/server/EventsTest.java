package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.events.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** An open stream, read line by line. */
  private record Stream(Socket socket, BufferedReader lines) implements AutoCloseable {
    /** The next line that begins so, without that beginning. */
    String next(String beginning) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length());
        }
      }
      return "(end of stream)";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Stream open(String token, String query, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.assembly.port());
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String request =
        "GET /api/manage/events" + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n" + more
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    Stream stream =
        new Stream(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    assertEquals("connected", stream.next(": "));
    return stream;
  }

  @Test
  void what_happens_is_told_at_once_and_can_be_resumed() throws Exception {
    String id;
    try (Stream stream = open(server.admin(), "")) {
      server.beat("web-1", null);
      id = stream.next("id: ");
      assertEquals("new_client_registration", stream.next("event: "));
      assertTrue(stream.next("data: ").contains("\"hostname\":\"web-1\""));
      server.put("/api/manage/clients/web-1/approve", "{}");
      assertEquals("client_status_change", stream.next("event: "));
    }
    server.put("/api/manage/config/server.max_clients", "{\"value\":9}");
    try (Stream resumed = open(server.admin(), "", "Last-Event-ID: " + id)) {
      assertEquals("client_status_change", resumed.next("event: "));
      assertEquals("config_change", resumed.next("event: "));
    }
  }

  @Test
  void a_listener_hears_only_what_it_may_and_wants() throws Exception {
    String custom = server.user("plain", "custom");
    try (Stream stream = open(custom, "");
        Stream chosen = open(server.admin(), "?types=usage")) {
      server.put("/api/manage/config/server.max_clients", "{\"value\":9}");
      server.assembly.events().publish(Event.Type.USAGE, Map.of("records", 1));
      server.beat("web-1", null);
      assertEquals("new_client_registration", stream.next("event: "));
      assertEquals("usage", chosen.next("event: "));
    }
  }

  @Test
  void single_records_come_only_to_those_who_ask_and_instead_of_batches() throws Exception {
    try (Stream batches = open(server.admin(), "");
        Stream records = open(server.admin(), "?records=true")) {
      server.assembly.events().publish(Event.Type.USAGE, Map.of("record", Map.of("model", "m")));
      server.assembly.events().publish(Event.Type.USAGE, Map.of("records", 1));
      assertTrue(batches.next("data: ").contains("\"records\":1"));
      assertTrue(records.next("data: ").contains("\"model\":\"m\""));
    }
  }

  @Test
  void a_slow_listener_slows_nobody_and_hears_what_it_missed() throws Exception {
    try (Stream slow = open(server.admin(), "");
        Stream quick = open(server.admin(), "?types=system_alert")) {
      String padding = "x".repeat(2000);
      long start = System.nanoTime();
      for (int i = 0; i < 20_000; i++) {
        server.assembly.events().publish(Event.Type.CONFIG_CHANGE, Map.of("key", padding));
      }
      server.assembly.events().publish(Event.Type.SYSTEM_ALERT, Map.of("alert", "done"));
      assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10,
          "publishing waited for the slow listener");
      assertTrue(quick.next("data: ").contains("done"));
      String event = slow.next("event: ");
      while (event.equals("config_change")) {
        event = slow.next("event: ");
      }
      assertEquals("missed", event);
      assertTrue(slow.next("data: ").contains("\"events\":"));
    }
  }

  @Test
  void two_hundred_listeners_all_hear_it() throws Exception {
    List<Stream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        streams.add(open(server.admin(), ""));
      }
      server.beat("web-1", null);
      for (Stream stream : streams) {
        assertEquals("new_client_registration", stream.next("event: "));
      }
    } finally {
      for (Stream stream : streams) {
        stream.close();
      }
    }
  }

  @Test
  void stopping_the_server_ends_the_streams() throws Exception {
    try (Stream stream = open(server.admin(), "")) {
      long start = System.nanoTime();
      server.close();
      assertEquals("(end of stream)", stream.next("event: "));
      assertFalse(Duration.ofNanos(System.nanoTime() - start).toSeconds() > 5, "the stream held up the stop");
    }
  }
}
