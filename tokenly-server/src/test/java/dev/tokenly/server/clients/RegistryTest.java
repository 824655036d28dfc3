package dev.tokenly.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.server.admin.Administration;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.admin.AdminTransaction;
import dev.tokenly.store.admin.Client;
import dev.tokenly.store.admin.Heartbeat;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final int MACHINES = 1000;
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  /** A real administration whose changes are counted. */
  private record Counted(AdminStore store, AtomicInteger changes) implements AdminStore {
    @Override
    public <T> T read(Function<AdminTransaction, T> question) {
      return store.read(question);
    }

    @Override
    public <T> T change(Function<AdminTransaction, T> change) {
      changes.incrementAndGet();
      return store.change(change);
    }
  }

  private static Heartbeat beat() {
    return new Heartbeat(NOW, null, new Heartbeat.Versions("1", "1", "running"),
        new Heartbeat.Machine("linux", "x64", null, null), Heartbeat.Counts.NONE);
  }

  private static boolean register(AdminTransaction tables) {
    for (int at = 0; at < MACHINES; at++) {
      tables.clients().put(new Client("id-" + at, "web-" + at, null, null, Client.Standing.PENDING, null,
          new Client.Times(NOW, NOW, null)));
    }
    return true;
  }

  @Test
  void the_heartbeats_of_a_second_are_one_write_however_many_machines_beat() {
    try (Store store = new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT)) {
      store.admin().change(RegistryTest::register);
      AtomicInteger changes = new AtomicInteger();
      Administration administration =
          new Administration(new Counted(store.admin(), changes), InstantSource.fixed(NOW));
      Registry registry = new Registry(administration);
      for (int at = 0; at < 2 * MACHINES; at++) {
        registry.beaten("id-" + at % MACHINES, beat());
      }
      assertEquals(0, changes.get());
      registry.flush();
      registry.flush();
      assertEquals(1, changes.get());
      assertEquals(MACHINES,
          new Registry(administration).living().stream().filter(client -> client.heartbeat() != null).count());
    }
  }
}
