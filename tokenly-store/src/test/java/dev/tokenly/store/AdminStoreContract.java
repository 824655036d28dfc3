package dev.tokenly.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.store.admin.ActivityEntry;
import dev.tokenly.store.admin.AdminTransaction;
import dev.tokenly.store.admin.AuditEntry;
import dev.tokenly.store.admin.AuditPage;
import dev.tokenly.store.admin.AuditQuery;
import dev.tokenly.store.admin.ChainCheck;
import dev.tokenly.store.admin.ChainedEntry;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.ClientQuery;
import dev.tokenly.store.admin.ClientStatus;
import dev.tokenly.store.admin.Document;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.admin.Heartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine's administration promises. */
public abstract class AdminStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
  private static final ClientQuery.Order BY_NAME = new ClientQuery.Order(ClientQuery.Order.By.HOSTNAME, false);

  private Store store;

  protected abstract Store open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private static Client client(String id, String hostname, ClientStatus status) {
    return new Client(id, hostname, null, "ab12", new Client.Standing(status, NOW, "admin", "fine"), null,
        new Client.Times(NOW, NOW, null));
  }

  private static Heartbeat heartbeat(Instant at) {
    return new Heartbeat(at, "10.0.0.1", new Heartbeat.Versions("1.0", "1.0", "running"),
        new Heartbeat.Machine("linux", "x64", null, 77L), new Heartbeat.Counts(1L, 2L, null, NOW));
  }

  private static AuditEntry entry(int number) {
    return new AuditEntry(NOW.plusSeconds(number), "admin", number % 2 == 0 ? "config_set" : "client_approve",
        number % 2 == 0 ? "config" : "client", "r" + number, "{\"n\":" + number + "}",
        new AuditEntry.Origin("::1", null));
  }

  @Test
  void keeps_a_client_with_its_heartbeat() {
    Client client = client("id-1", "web-1", ClientStatus.APPROVED);
    store.admin().change(tx -> {
      tx.clients().put(client);
      tx.clients().putHeartbeats(Map.of("id-1", heartbeat(NOW), "unknown", heartbeat(NOW)));
      return true;
    });
    Client there = store.admin().read(tx -> tx.clients().find("id-1").orElseThrow());
    assertEquals(new Client("id-1", "web-1", null, "ab12", client.standing(), heartbeat(NOW), client.times()), there);
    assertEquals(1L, number(tx -> tx.clients().countSeenSince(NOW)));
    assertEquals(0L, number(tx -> tx.clients().countSeenSince(NOW.plusSeconds(1))));
  }

  @Test
  void keeps_the_heartbeats_of_many_clients_at_once() {
    Map<String, Heartbeat> beats = new HashMap<>();
    store.admin().change(tx -> {
      for (int at = 0; at < 450; at++) {
        tx.clients().put(client("id-" + at, "web-" + at, ClientStatus.APPROVED));
        beats.put("id-" + at, heartbeat(NOW.plusSeconds(at)));
      }
      tx.clients().putHeartbeats(beats);
      return true;
    });
    beats.forEach((id, beat) -> assertEquals(beat,
        store.admin().read(tx -> tx.clients().find(id).orElseThrow()).heartbeat()));
  }

  @Test
  void finds_the_living_client_of_a_host_name_before_the_deleted() {
    store.admin().change(tx -> {
      tx.clients().put(client("id-1", "web-1", ClientStatus.DELETED));
      return true;
    });
    assertEquals("id-1", store.admin().read(tx -> tx.clients().findByHostname("web-1").orElseThrow().id()));
    store.admin().change(tx -> {
      tx.clients().put(client("id-2", "web-1", ClientStatus.PENDING));
      return true;
    });
    assertEquals("id-2", store.admin().read(tx -> tx.clients().findByHostname("web-1").orElseThrow().id()));
    assertEquals(Map.of("id-1", "web-1", "id-2", "web-1"), store.admin().read(tx -> tx.clients().hostnames()));
  }

  @Test
  void lists_clients_by_status_name_and_time() {
    store.admin().change(tx -> {
      tx.clients().put(client("1", "web-b", ClientStatus.APPROVED));
      tx.clients().put(client("2", "WEB-a", ClientStatus.PENDING));
      tx.clients().put(client("3", "db", ClientStatus.PENDING));
      tx.clients().put(client("4", "web-x", ClientStatus.DELETED));
      tx.clients().putHeartbeats(Map.of("3", heartbeat(NOW)));
      return true;
    });
    var all = new ClientQuery(Set.of(), "web", null, null, BY_NAME, 1, 0);
    assertEquals(2L, number(tx -> tx.clients().list(all).total()));
    assertEquals(1L, number(tx -> tx.clients().list(all).clients().size()));
    var seen = new ClientQuery(Set.of(ClientStatus.PENDING), null, NOW, NOW.plusSeconds(1), BY_NAME, 10, 0);
    assertEquals("3", store.admin().read(tx -> tx.clients().list(seen)).clients().getFirst().id());
    assertEquals(
        Map.of(ClientStatus.PENDING, 2L, ClientStatus.APPROVED, 1L, ClientStatus.REJECTED, 0L, ClientStatus.SUSPENDED,
            0L, ClientStatus.DELETED, 1L),
        store.admin().read(tx -> tx.clients().countByStatus()));
  }

  @Test
  void keeps_documents_apart_by_kind() {
    store.admin().change(tx -> {
      tx.documents(DocumentKind.CONFIG).put("a.b", "{}");
      tx.documents(DocumentKind.CONFIG).put("a.b", "{\"x\":1}");
      tx.documents(DocumentKind.CONFIG).put("c", "3");
      tx.documents(DocumentKind.USERS).put("a.b", "4");
      return true;
    });
    assertEquals(List.of("{\"x\":1}"), store.admin()
        .read(tx -> tx.documents(DocumentKind.CONFIG).list("a.").stream().map(Document::json).toList()));
    assertEquals(2L, number(tx -> tx.documents(DocumentKind.CONFIG).count()));
    assertTrue(truth(tx -> tx.documents(DocumentKind.CONFIG).remove("a.b")));
    assertFalse(truth(tx -> tx.documents(DocumentKind.CONFIG).remove("a.b")));
    assertEquals("4", store.admin().read(tx -> tx.documents(DocumentKind.USERS).find("a.b").orElseThrow().json()));
  }

  @Test
  void changes_nothing_when_the_callback_throws() {
    assertThrows(IllegalStateException.class, () -> store.admin().change(tx -> {
      tx.clients().put(client("1", "web", ClientStatus.PENDING));
      tx.audit().append(entry(1));
      throw new IllegalStateException("no");
    }));
    assertTrue(store.admin().read(tx -> tx.clients().find("1")).isEmpty());
    assertEquals(0L, number(tx -> tx.audit().list(page(10)).total()));
  }

  @Test
  void does_not_write_while_reading() {
    assertThrows(UnsupportedOperationException.class,
        () -> store.admin().read(tx -> tx.documents(DocumentKind.CONFIG).remove("a")));
  }

  private long number(ToLongFunction<AdminTransaction> work) {
    return store.admin().change(work::applyAsLong);
  }

  private boolean truth(Predicate<AdminTransaction> work) {
    return store.admin().change(work::test);
  }

  private static AuditQuery page(int limit) {
    return AuditQuery.newest(limit);
  }

  private void audit(int entries) {
    for (int number = 1; number <= entries; number++) {
      int at = number;
      store.admin().change(tx -> tx.audit().append(entry(at)));
    }
  }

  @Test
  void chains_audit_entries_and_proves_the_chain() {
    audit(7);
    assertEquals(new ChainCheck(7, null, 0), store.admin().read(tx -> tx.audit().verify()));
    List<ChainedEntry> newest = store.admin().read(tx -> tx.audit().list(page(2))).entries();
    assertEquals(List.of(7L, 6L), newest.stream().map(ChainedEntry::id).toList());
    assertEquals(entry(7), newest.getFirst().entry());
    var approvals = new AuditQuery(
        new AuditQuery.Which("admin", Set.of("client_approve"), Set.of("client"), null, null),
        new AuditQuery.Span(NOW.plusSeconds(2), NOW.plusSeconds(6)), 10, 0);
    assertEquals(2L, number(tx -> tx.audit().list(approvals).total()));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIG, false, false, 3", "CONFIG, false, true, 4", "r7, false, false, 1", "'\"n\":5', false, false, 1",
    "'^admin client_a.*r[12] ', true, false, 1", "'^ADMIN', true, false, 7", "::1, false, true, 0",
    "'%', false, false, 0"
  })
  void looks_through_all_that_audit_entries_tell(String text, boolean isExpression, boolean isInverse, int found) {
    audit(7);
    AuditQuery.Search search = new AuditQuery.Search(text, isExpression, isInverse);
    AuditQuery query = new AuditQuery(
        new AuditQuery.Which(null, Set.of(), Set.of(), null, search), AuditQuery.Span.ALL, 10, 0);
    AuditPage page = store.admin().read(tx -> tx.audit().list(query));
    assertEquals(found, page.total());
    assertEquals(found, page.entries().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(((a{1000}){1000}){1000})"})
  void refuses_to_look_for_what_is_no_expression_or_too_large_a_one(String expression) {
    AuditQuery.Search search = new AuditQuery.Search(expression, true, false);
    AuditQuery query = new AuditQuery(
        new AuditQuery.Which(null, Set.of(), Set.of(), null, search), AuditQuery.Span.ALL, 10, 0);
    assertThrows(IllegalArgumentException.class, () -> store.admin().read(tx -> tx.audit().list(query)));
  }

  @Test
  void keeps_the_chain_provable_when_old_entries_go() {
    audit(5);
    assertEquals(2L, number(tx -> tx.audit().removeBefore(NOW.plusSeconds(3))));
    assertEquals(new ChainCheck(3, null, 2), store.admin().read(tx -> tx.audit().verify()));
    assertEquals(3L, number(tx -> tx.audit().removeBefore(NOW.plusSeconds(99))));
    assertEquals(new ChainCheck(0, null, 5), store.admin().read(tx -> tx.audit().verify()));
    audit(1);
    assertEquals(new ChainCheck(1, null, 5), store.admin().read(tx -> tx.audit().verify()));
    assertEquals(0L, number(tx -> tx.audit().removeBefore(NOW.minusSeconds(99))));
  }

  @Test
  void keeps_activity_newest_first() {
    store.admin().change(tx -> {
      tx.activity().append(List.of(new ActivityEntry(NOW, "1", "upload", "a"),
          new ActivityEntry(NOW.plusSeconds(1), "1", "error", "b"), new ActivityEntry(NOW, "2", "upload", "c")));
      return true;
    });
    assertEquals(List.of("b", "a"),
        store.admin().read(tx -> tx.activity().list("1", 10, 0)).stream().map(ActivityEntry::detail).toList());
    assertEquals(2L, number(tx -> tx.activity().removeBefore(NOW.plusSeconds(1))));
  }

  @Test
  void lets_many_change_at_once_one_after_the_other() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      threads.add(Thread.startVirtualThread(() -> audit(5)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(new ChainCheck(40, null, 0), store.admin().read(tx -> tx.audit().verify()));
  }
}
