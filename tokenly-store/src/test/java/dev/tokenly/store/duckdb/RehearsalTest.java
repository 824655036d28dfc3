package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch would do is told by doing it and taking it back. */
class RehearsalTest {
  private static final Instant DAY = Instant.parse("2026-11-10T00:00:00Z");

  private static void assertCounts(AppendResult result, long stored, long replaced, long duplicate) {
    FileCounts counts = result.files().getFirst().counts();
    assertEquals(new FileCounts(counts.fileId(), stored, replaced, duplicate), counts);
  }

  @Test
  void tells_what_a_batch_would_do_and_keeps_nothing_of_it() {
    try (Store store = new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT)) {
      assertCounts(store.usage().append(batch(file("c1", call("msg_1", DAY, 7)))), 1, 0, 0);
      FileRecords more =
          file("c2", call("msg_1", DAY.plusSeconds(5), 90), call("msg_2", DAY, 3), call("msg_2", DAY, 3));
      for (int time = 0; time < 2; time++) {
        assertCounts(store.usage().rehearse(batch(more)), 1, 1, 1);
        assertEquals(1, store.usage().ask().stats().records());
        assertEquals(List.of(), store.usage().care().verify());
      }
      assertCounts(store.usage().append(batch(more)), 1, 1, 1);
      assertEquals(2, store.usage().ask().stats().records());
      assertEquals(List.of(), store.usage().care().verify());
    }
  }
}
