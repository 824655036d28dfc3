package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.Samples;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.RepriceResult;
import dev.tokenly.store.usage.RetentionPolicy;
import dev.tokenly.store.usage.RetentionResult;
import dev.tokenly.store.usage.StoredRecord;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CareTest {
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
  private static final UsageQuestion ALL = new UsageQuestion(
      new TimeRange(NOW.minus(Duration.ofDays(900)), NOW.plus(Duration.ofDays(1))), ZoneOffset.UTC, UsageFilter.ALL);

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = new DuckDbStoreFactory().open(folder.resolve("data"), StoreOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FileCounts append(String client, UsageRecord... records) {
    return store.usage().append(batch(file(client, records))).files().getFirst().counts();
  }

  private List<StoredRecord> stored() {
    return store.usage().ask().records(new RecordQuery(ALL, false, 10_000, null)).records();
  }

  private void fill(int count) {
    Random random = new Random(3);
    UsageRecord[] records = new UsageRecord[count];
    for (int at = 0; at < count; at++) {
      records[at] = Samples.random(random, count, NOW.minus(Duration.ofDays(20)));
    }
    append("c1", records);
  }

  @Test
  void removes_what_is_past_its_time_the_longest_rule_winning() {
    append("c1", call("old", NOW.minus(Duration.ofDays(100)), 5), call("new", NOW.minus(Duration.ofDays(10)), 5));
    append("c2", call("kept", NOW.minus(Duration.ofDays(100)), 5), call("gone", NOW.minus(Duration.ofDays(200)), 5));
    RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(90), Map.of("anthropic", Duration.ofDays(30)),
        Map.of("c2", Duration.ofDays(150)), Duration.ofDays(730));
    RetentionResult dry = store.usage().care().retain(policy, NOW, true);
    assertEquals(2, dry.records());
    assertEquals(4, stored().size());
    RetentionResult done = store.usage().care().retain(policy, NOW, false);
    assertEquals(dry, done);
    assertEquals(List.of("kept", "new"),
        stored().stream().map(record -> record.usage().attribution().requestId()).toList());
    assertEquals(4, store.usage().ask().totals(ALL).requests());
    assertEquals(List.of(), store.usage().care().verify());
  }

  @Test
  void does_not_count_an_old_log_again_that_comes_back_after_retention() {
    UsageRecord old = call("msg_1", "req_1", NOW.minus(Duration.ofDays(100)), 5, "claude-code");
    append("c1", old);
    RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(90), Map.of(), Map.of(), Duration.ofDays(730));
    store.usage().care().retain(policy, NOW, false);
    assertEquals(1, append("c1", old).duplicate());
    assertEquals(1, append("c2", call("req_1", null, NOW, 50, "proxy")).duplicate());
    store.close();
    open();
    assertEquals(1, append("c1", old).duplicate());
    assertEquals(1, store.usage().ask().totals(ALL).requests());
  }

  @Test
  void forgets_rollups_when_their_time_has_come_too() {
    append("c1", call("old", NOW.minus(Duration.ofDays(800)), 5), call("new", NOW.minus(Duration.ofDays(10)), 5));
    RetentionPolicy policy = new RetentionPolicy(Duration.ofDays(90), Map.of(), Map.of(), Duration.ofDays(730));
    assertEquals(3, store.usage().care().retain(policy, NOW, false).rollupRows());
    assertEquals(1, store.usage().ask().totals(ALL).requests());
  }

  @Test
  void prices_unpriced_records_when_a_price_arrives_and_keeps_rollups_exact() {
    fill(500);
    Totals before = store.usage().ask().totals(ALL);
    assertTrue(before.unpricedRequests() > 0);
    Usd one = Usd.of("0.0000000001");
    RepriceQuery query = new RepriceQuery(ALL, true);
    RepriceResult dry = store.usage().care().reprice(query,
        _ -> new Pricing(one, one, CostSource.PRICED, "test-2"), true);
    assertEquals(before, store.usage().ask().totals(ALL));
    RepriceResult done = store.usage().care().reprice(query,
        _ -> new Pricing(one, one, CostSource.PRICED, "test-2"), false);
    assertEquals(dry, done);
    assertEquals(before.unpricedRequests(), done.changed());
    Totals after = store.usage().ask().totals(ALL);
    assertEquals(0, after.unpricedRequests());
    assertEquals(before.cost().amount().add(one.amount().multiply(java.math.BigDecimal.valueOf(done.changed()))),
        after.cost().amount());
    assertEquals(List.of(), store.usage().care().verify());
  }

  @Test
  void streams_all_records_in_order_of_time() throws IOException {
    fill(500);
    List<StoredRecord> seen = new ArrayList<>();
    assertEquals(stored().size(), store.usage().care().export(ALL, seen::add));
    assertEquals(stored(), seen);
  }

  @Test
  void stops_an_export_that_nobody_wants_any_more() {
    fill(50);
    assertThrows(IOException.class, () -> store.usage().care().export(ALL, _ -> {
      throw new IOException("gone");
    }));
    assertTrue(store.usage().ask().stats().records() > 0);
  }

  @Test
  void writes_and_reads_back_parquet_with_all_a_record_is() throws IOException {
    fill(500);
    Path file = store.usage().care().exportParquet(ALL);
    List<StoredRecord> read = new ArrayList<>();
    store.usage().care().readParquet(file, read::add);
    assertEquals(java.util.Set.copyOf(stored()), java.util.Set.copyOf(read));
    Files.delete(file);
  }

  @Test
  void backs_up_while_running_into_a_store_that_opens() throws IOException {
    fill(300);
    Path copied = Files.createDirectories(folder.resolve("copy"));
    Path target = copied.resolve("tokenly.duckdb");
    assertEquals(stored().size(), store.usage().care().backup(target).records());
    assertThrows(FileAlreadyExistsException.class, () -> store.usage().care().backup(target));
    try (Store copy = new DuckDbStoreFactory().open(copied, StoreOptions.DEFAULT)) {
      assertEquals(store.usage().ask().totals(ALL), copy.usage().ask().totals(ALL));
      assertEquals(List.of(), copy.usage().care().verify());
    }
  }

  @Test
  void keeps_all_numbers_when_rollups_are_folded_and_compacted() {
    fill(300);
    Totals before = store.usage().ask().totals(ALL);
    store.usage().care().optimize();
    store.usage().care().optimize();
    assertEquals(before, store.usage().ask().totals(ALL));
    assertEquals(List.of(), store.usage().care().verify());
    assertFalse(store.usage().ask().values(dev.tokenly.model.query.Dimension.MODEL, "", 9).isEmpty());
  }
}
