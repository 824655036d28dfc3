package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.UsageStoreContract;
import dev.tokenly.store.usage.ClientIngest;
import dev.tokenly.store.usage.FileRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUsageTest extends UsageStoreContract {
  private static final Instant LONG_AGO = Instant.parse("1968-03-01T00:00:00Z");

  @TempDir private Path folder;

  @Override
  protected Store open() {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }

  @Test
  void knows_after_a_restart_where_every_call_lies() {
    List<String> ids = IntStream.range(0, 60).mapToObj(at -> "msg_" + at).toList();
    Path elsewhere = folder.resolve("restarted");
    try (Store store = new DuckDbStoreFactory().open(elsewhere, StoreOptions.DEFAULT)) {
      for (int at = 0; at < ids.size(); at++) {
        store.usage().append(batch(file("c1", call(ids.get(at), LONG_AGO.plus(Duration.ofDays(40L * at)), 7))));
      }
    }
    try (Store store = new DuckDbStoreFactory().open(elsewhere, StoreOptions.DEFAULT)) {
      store.usage().append(batch()); // Waits for the identities.
      ids.forEach(id -> assertEquals(1, store.usage().ask().find(id).size(), id));
      FileRecords again = file("c1", ids.stream().map(id -> call(id, LONG_AGO, 3)).toArray(UsageRecord[]::new));
      assertEquals(ids.size(), store.usage().append(batch(again)).files().getFirst().counts().duplicate());
    }
  }

  @Test
  void tells_how_large_it_is_as_of_the_last_write() {
    try (Store store = new DuckDbStoreFactory().open(folder.resolve("sized"), StoreOptions.DEFAULT)) {
      for (int written = 0; written < 3; written++) {
        for (int asked = 0; asked < 2; asked++) {
          assertEquals(written, store.usage().ask().stats().records());
          assertEquals(written, ingested(store, Instant.EPOCH));
          assertEquals(0, ingested(store, Instant.parse("9000-01-01T00:00:00Z")));
        }
        store.usage().append(batch(file("c1", call("msg_" + written, LONG_AGO, 7))));
      }
    }
  }

  private static long ingested(Store store, Instant since) {
    return store.usage().files().ingestSince(since).stream().mapToLong(ClientIngest::records).sum();
  }
}
