package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.server.TestServer.Answer;
import dev.tokenly.store.admin.AuditChain;
import dev.tokenly.store.admin.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed heads of the audit against somebody who can write the database, but has not the installation's key. */
class AuditHeadsTest {
  @TempDir Path folder;

  /** A server's work of an hour: some changes, then the head is signed. */
  @BeforeEach
  void work() throws Exception {
    TestFolder.copyTo(folder);
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      change(server, 7);
      change(server, 8);
      server.assembly.audit().signHead();
      assertEquals("true", server.get("/api/manage/audit/verify").text("valid"));
    }
  }

  private static void change(TestServer server, int value) throws Exception {
    assertEquals(200, server.put("/api/manage/config/server.max_clients", "{\"value\":" + value + "}").status());
  }

  private Path heads() {
    return folder.resolve("audit-heads.jsonl");
  }

  private Answer verified(String query) throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      return server.get("/api/manage/audit/verify" + query);
    }
  }

  private void database(Work work) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tokenly.duckdb"))) {
      work.on(connection);
    }
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      assertEquals(1, statement.executeUpdate(), sql);
    }
  }

  private long newest() throws SQLException {
    long[] id = new long[1];
    database(connection -> {
      try (ResultSet row = connection.createStatement().executeQuery("SELECT max(id) FROM audit")) {
        assertTrue(row.next());
        id[0] = row.getLong(1);
      }
    });
    return id[0];
  }

  @Test
  void a_head_is_signed_once_an_hour_and_only_after_a_change() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      change(server, 9);
      server.clock.advance(Duration.ofMinutes(10));
      server.assembly.audit().signHead();
      assertEquals(1, Files.readAllLines(heads()).size());
      server.clock.advance(Duration.ofMinutes(50));
      server.assembly.audit().signHead();
      assertEquals(2, Files.readAllLines(heads()).size());
      server.clock.advance(Duration.ofHours(5));
      server.assembly.audit().signHead();
      assertEquals(2, Files.readAllLines(heads()).size());
    }
    Answer whole = verified("");
    assertEquals("true", whole.text("valid"), whole.http().body());
    assertEquals("2", whole.text("witnesses"));
  }

  @Test
  void the_head_told_is_signed_and_serves_as_an_anchor() throws Exception {
    Answer head;
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      head = server.get("/api/manage/audit/head");
      change(server, 9);
    }
    String text = String.join("\n", "tokenly audit head", head.text("id"), head.text("hash"), head.text("signed_at"));
    assertTrue(Ed25519.verifies(text, head.text("signature"), head.text("public_key")), head.http().body());
    assertEquals("true", verified("?anchor=" + head.text("anchor")).text("valid"));
    Answer other = verified("?anchor=" + head.text("id") + ":" + "0".repeat(64));
    assertEquals("false", other.text("valid"));
    assertEquals(head.text("id"), other.text("broken_at"));
    assertEquals("false", verified("?anchor=9999:" + head.text("hash")).text("valid"));
    assertEquals(400, verified("?anchor=yes").status());
  }

  @Test
  void a_cut_end_is_noticed_though_the_rest_is_a_whole_chain() throws Exception {
    long last = newest();
    database(connection -> run(connection, "DELETE FROM audit WHERE id = " + last));
    Answer answer = verified("");
    assertEquals("false", answer.text("valid"));
    assertEquals(Long.toString(last), answer.text("broken_at"));
    assertTrue(answer.text("reason").contains("is missing"), answer.text("reason"));
  }

  @Test
  void an_entry_that_was_changed_with_its_hash_is_noticed() throws Exception {
    long last = newest();
    database(connection -> rewrite(connection, last));
    Answer answer = verified("");
    assertEquals("false", answer.text("valid"));
    assertEquals(Long.toString(last), answer.text("broken_at"));
    assertTrue(answer.text("reason").contains("is not the one noted in the head signed at "), answer.text("reason"));
  }

  /** Changes the newest entry and computes its hash as the server would: the chain by itself holds. */
  private static void rewrite(Connection connection, long id) throws SQLException {
    String previous;
    AuditEntry forged;
    try (ResultSet row = connection.createStatement().executeQuery(
        "SELECT (SELECT hash FROM audit WHERE id = " + (id - 1) + "), happened_at, action, resource, resource_id,"
            + " details, ip_address, user_agent FROM audit WHERE id = " + id)) {
      assertTrue(row.next());
      previous = row.getString(1);
      forged = new AuditEntry(row.getTimestamp(2).toInstant(), "somebody-else", row.getString(3), row.getString(4),
          row.getString(5), row.getString(6), new AuditEntry.Origin(row.getString(7), row.getString(8)));
    }
    run(connection, "UPDATE audit SET user_id = 'somebody-else', hash = '" + AuditChain.hash(previous, id, forged)
        + "' WHERE id = " + id);
  }

  @Test
  void heads_that_were_made_to_fit_are_not_signed_by_this_installation() throws Exception {
    long last = newest();
    database(connection -> rewrite(connection, last));
    String[] hash = new String[1];
    database(connection -> {
      try (ResultSet row = connection.createStatement().executeQuery("SELECT hash FROM audit WHERE id = " + last)) {
        assertTrue(row.next());
        hash[0] = row.getString(1);
      }
    });
    String line = Files.readString(heads());
    Files.writeString(heads(), line.replaceAll("\"hash\":\"[0-9a-f]{64}\"", "\"hash\":\"" + hash[0] + "\""));
    Answer answer = verified("");
    assertEquals("false", answer.text("valid"));
    assertTrue(answer.text("reason").contains("is not signed by this installation"), answer.text("reason"));
  }

  @Test
  void a_damaged_file_of_heads_is_told_and_keeps_nothing_from_working() throws Exception {
    for (String damage : List.of("{\"id\":", "nonsense\n", "{}\n")) {
      Files.writeString(heads(), damage);
      Answer answer = verified("");
      assertEquals("false", answer.text("valid"));
      assertTrue(answer.text("reason").contains("audit-heads.jsonl, line 1"), answer.text("reason"));
    }
  }

  @Test
  void retention_takes_old_heads_with_the_entries() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      server.clock.advance(Duration.ofDays(91));
      server.adminAgain();
      assertTrue(server.assembly.audit().retain(90) > 0);
      assertEquals("", Files.readString(heads()));
      Answer answer = server.get("/api/manage/audit/verify");
      assertEquals("true", answer.text("valid"), answer.http().body());
    }
  }

  @Test
  void an_older_folder_gets_its_key_and_keeps_the_others() throws IOException, InterruptedException {
    Path secrets = folder.resolve("secrets.json");
    Files.writeString(secrets,
        Files.readString(secrets).replaceAll("\"audit[a-z_]*\":\"[^\"]*\",?", "").replace(",}", "}"));
    Files.delete(heads());
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      assertEquals(200, server.get("/api/manage/audit/head").status());
    }
    assertTrue(Files.readString(secrets).contains("audit_public_key"));
  }
}
