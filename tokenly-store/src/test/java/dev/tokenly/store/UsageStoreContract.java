package dev.tokenly.store;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Observer;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.ClientCounters;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.SettledFile;
import dev.tokenly.store.usage.StoredRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's ledger promises; an engine's test extends it and says how a store is opened. */
public abstract class UsageStoreContract {
  static final Instant DAY = Instant.parse("2026-11-10T00:00:00Z");
  static final TimeRange RANGE = new TimeRange(Instant.parse("2026-10-01T00:00:00Z"),
      Instant.parse("2026-12-01T00:00:00Z"));
  static final UsageQuestion ALL = new UsageQuestion(RANGE, ZoneOffset.UTC, UsageFilter.ALL);

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

  private FileCounts append(UsageRecord... records) {
    AppendResult result = store.usage().append(batch(file("c1", records)));
    return result.files().getFirst().counts();
  }

  private List<StoredRecord> stored() {
    return store.usage().ask().records(new RecordQuery(ALL, false, 1000, null)).records();
  }

  private StoredRecord onlyOne() {
    List<StoredRecord> all = stored();
    assertEquals(1, all.size(), all.toString());
    return all.getFirst();
  }

  private void assertCounts(FileCounts counts, long stored, long replaced, long duplicate) {
    assertEquals(new FileCounts(counts.fileId(), stored, replaced, duplicate), counts);
  }

  @Test
  void gives_back_a_record_as_it_was_given() {
    UsageRecord usage = call("msg_1", "req_1", DAY.plusNanos(123_456_000), 7, "claude-code");
    append(usage);
    StoredRecord there = onlyOne();
    assertEquals(usage, there.usage());
    assertEquals(Samples.PRICER.price(usage), there.pricing());
    assertEquals("c1", there.provenance().clientId());
    assertEquals(Observer.LOG.bit(), there.provenance().seenBy());
  }

  @Test
  void counts_a_repeated_record_once_within_a_batch_and_across_batches() {
    UsageRecord usage = call("msg_1", DAY, 7);
    assertCounts(append(usage, usage), 1, 0, 1);
    assertCounts(append(usage), 0, 0, 1);
    assertEquals(1, store.usage().ask().totals(ALL).requests());
  }

  @Test
  void keeps_the_final_size_of_a_call_that_grew() {
    append(call("msg_1", DAY, 7));
    assertCounts(append(call("msg_1", DAY.plusSeconds(5), 90)), 0, 1, 0);
    assertCounts(append(call("msg_1", DAY.plusSeconds(1), 30)), 0, 0, 1);
    assertEquals(90, onlyOne().usage().tokens().output());
    assertEquals(1, onlyOne().provenance().revision());
    assertEquals(90, store.usage().ask().totals(ALL).tokens().output());
    assertEquals(List.of(), store.usage().care().verify());
  }

  /** A batch this large is stored in parts, of which the later ones must find what the earlier ones wrote. */
  @Test
  void counts_a_call_once_however_many_files_of_a_large_batch_tell_of_it() {
    FileRecords early = file("c1", calls(0, 20_000, 5));
    FileRecords late = file("c1", calls(10_000, 30_000, 9));
    FileRecords again = file("c2", calls(0, 20_000, 5));
    List<SettledFile> files = store.usage().append(batch(early, late, again, late)).files();
    assertCounts(files.get(0).counts(), 20_000, 0, 0);
    assertCounts(files.get(1).counts(), 10_000, 10_000, 0);
    assertCounts(files.get(2).counts(), 0, 0, 20_000);
    assertEquals(files.get(1), files.get(3));
    assertEquals(30_000, store.usage().ask().totals(ALL).requests());
    assertEquals(10_000 * 5 + 20_000 * 9, store.usage().ask().totals(ALL).tokens().output());
    assertEquals(List.of(), store.usage().care().verify());
  }

  private static UsageRecord[] calls(int from, int to, long output) {
    return IntStream.range(from, to).mapToObj(at -> call("msg_" + at, DAY.plusSeconds(at), output))
        .toArray(UsageRecord[]::new);
  }

  @Test
  void finds_a_call_whose_repeat_lies_months_away() {
    append(call("msg_1", DAY, 7));
    append(call("msg_2", DAY.plusSeconds(9), 7));
    assertCounts(append(call("msg_1", DAY.minusSeconds(40 * 86_400), 8)), 0, 1, 0);
    assertEquals(2, store.usage().ask().totals(ALL).requests());
  }

  @Test
  void finds_a_call_that_was_seen_in_several_months_by_its_id() {
    for (int month = 0; month < 4; month++) {
      Instant at = DAY.minusSeconds((month * 37L % 60) * 86_400);
      assertCounts(append(call("msg_1", "req_1", at, 7 + month, "claude-code")), month == 0 ? 1 : 0, month == 0 ? 0 : 1,
          0);
      append(call("other_" + month, at, 7));
      assertEquals(List.of(7L + month), outputs("msg_1"));
      assertEquals(List.of(7L + month), outputs("req_1"));
      assertEquals(List.of(7L), outputs("other_" + month));
    }
    assertEquals(List.of(), outputs("other_4"));
    assertEquals(List.of(), store.usage().care().verify());
  }

  private List<Long> outputs(String requestId) {
    return store.usage().ask().find(requestId).stream().map(found -> found.usage().tokens().output()).toList();
  }

  @Test
  void merges_sightings_under_either_id() {
    append(call("msg_1", "req_1", DAY, 7, "claude-code"));
    assertCounts(append(call("req_1", null, DAY.plusSeconds(1), 9, "proxy")), 0, 1, 0);
    StoredRecord merged = onlyOne();
    assertEquals(9, merged.usage().tokens().output());
    assertEquals(Observer.LOG.bit() | Observer.PROXY.bit(), merged.provenance().seenBy());
    assertCounts(append(call("msg_1", "req_1", DAY, 7, "claude-code")), 0, 0, 1);
    assertEquals(merged.usage(), onlyOne().usage());
  }

  @Test
  void makes_one_of_two_calls_when_a_sighting_has_both_ids() {
    append(call("msg_1", null, DAY, 7, "claude-code"), call("req_1", null, DAY, 8, "proxy"));
    assertEquals(2, stored().size());
    append(call("msg_1", "req_1", DAY, 7, "claude-code"));
    assertEquals(8, onlyOne().usage().tokens().output());
    assertEquals(1, store.usage().ask().totals(ALL).requests());
    assertEquals(List.of(), store.usage().care().verify());
  }

  @Test
  void answers_a_known_file_with_its_first_counts_and_changes_nothing() {
    FileRecords file = file("c1", call("msg_1", DAY, 7), call("msg_2", DAY, 7));
    FileCounts first = store.usage().append(batch(file)).files().getFirst().counts();
    append(call("msg_1", DAY, 9));
    assertEquals(first, store.usage().append(batch(file)).files().getFirst().counts());
    assertEquals(new ClientCounters("c1", 2, 2, counters().lastUpload(), 0), counters());
  }

  private ClientCounters counters() {
    return store.usage().ask().counters("c1").orElseThrow();
  }

  @Test
  void keeps_the_state_and_result_of_every_file() {
    FileRecords good = file("c1", call("msg_1", DAY, 7));
    FileRecords bad = Samples.failed("c1");
    store.usage().files().register(List.of(good.file(), bad.file()));
    assertEquals(2, store.usage().files().claim(10).size());
    assertEquals(0, store.usage().files().claim(10).size());
    store.usage().files().release(List.of());
    assertEquals(2, store.usage().files().claim(10).size());
    store.usage().append(batch(good, bad));
    FileStatus failed = store.usage().files().find(bad.file().id()).orElseThrow();
    assertEquals(FileState.FAILED, failed.state());
    assertEquals(bad.report(), java.util.Objects.requireNonNull(failed.result()).report());
    assertEquals(FileState.PROCESSED, store.usage().files().find(good.file().id()).orElseThrow().state());
    assertEquals(1, counters().consecutiveFailures());
    ClientCounters once = counters();
    assertTrue(store.usage().files().retry(bad.file().id()));
    store.usage().append(batch(bad));
    assertEquals(once, counters(), "another try is not another upload");
    assertTrue(store.usage().files().retry(bad.file().id()));
    assertTrue(store.usage().files().discard(bad.file().id()));
    assertTrue(store.usage().files().find(bad.file().id()).isEmpty());
  }

  @Test
  void changes_nothing_when_a_batch_fails() {
    append(call("msg_0", DAY, 1));
    FileRecords good = file("c1", call("msg_1", DAY, 7));
    UsageRecord tooDear = new UsageRecord(call("msg_2", DAY, 7).origin(), call("x", DAY, 1).model(),
        call("x", DAY, 1).tokens(), 3, call("x", DAY, 1).attribution(), call("x", DAY, 1).details(),
        new dev.tokenly.model.ReportedCost(Usd.of("99999999999"),
            dev.tokenly.model.ReportedCost.Kind.VENDOR_BILLED));
    assertThrows(RuntimeException.class, () -> store.usage().append(batch(good, file("new-client", tooDear))));
    assertEquals(1, stored().size());
    assertTrue(store.usage().ask().counters("new-client").isEmpty());
    assertCounts(store.usage().append(batch(good)).files().getFirst().counts(), 1, 0, 0);
    assertEquals(List.of(), store.usage().care().verify());
  }

  @Test
  void counts_the_same_whatever_the_order_and_the_batches() {
    for (int seed = 0; seed < 12; seed++) {
      List<UsageRecord> records = new ArrayList<>();
      Random random = new Random(seed);
      for (int at = 0; at < 120; at++) {
        records.add(Samples.random(random, 25, DAY));
      }
      Totals first = totals(records, random);
      for (int order = 0; order < 3; order++) {
        Collections.shuffle(records, random);
        assertEquals(first, totals(records, random), "seed " + seed);
      }
    }
  }

  private Totals totals(List<UsageRecord> records, Random random) {
    try (Store fresh = new dev.tokenly.store.duckdb.DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT)) {
      for (int at = 0; at < records.size();) {
        int end = Math.min(records.size(), at + 1 + random.nextInt(60));
        fresh.usage().append(batch(file("c1", records.subList(at, end).toArray(UsageRecord[]::new))));
        at = end;
      }
      assertEquals(List.of(), fresh.usage().care().verify());
      return fresh.usage().ask().totals(ALL);
    }
  }

  @Test
  void answers_an_empty_store_with_nothing() {
    assertEquals(Totals.NONE, store.usage().ask().totals(ALL));
    assertEquals(List.of(), stored());
    assertEquals(0, store.usage().ask().stats().records());
    assertEquals(List.of(), store.usage().ask().overview(ALL, ALL.range().start()).by(Dimension.MODEL));
    assertEquals(List.of(), store.usage().ask().tail(UsageFilter.ALL, null, 5).records());
  }

  @Test
  void pages_through_all_records_without_gap_or_repeat() {
    List<UsageRecord> records = new ArrayList<>();
    for (int at = 0; at < 57; at++) {
      records.add(call("msg_" + at, DAY.plusSeconds(at / 5), 7));
    }
    append(records.toArray(UsageRecord[]::new));
    for (boolean newestFirst : new boolean[] {true, false}) {
      List<StoredRecord> paged = new ArrayList<>();
      RecordPage page = store.usage().ask().records(new RecordQuery(ALL, newestFirst, 10, null));
      paged.addAll(page.records());
      while (page.next() != null) {
        page = store.usage().ask().records(new RecordQuery(ALL, newestFirst, 10, page.next()));
        paged.addAll(page.records());
      }
      assertEquals(57, paged.stream().map(record -> record.usage().id().identity()).distinct().count());
      assertEquals(57, paged.size());
    }
  }

  @Test
  void follows_the_tail_from_where_it_was() {
    RecordPage start = store.usage().ask().tail(UsageFilter.ALL, null, 10);
    append(call("msg_1", DAY, 7), call("msg_2", DAY, 7));
    RecordPage more = store.usage().ask().tail(UsageFilter.ALL, start.next(), 10);
    assertEquals(2, more.records().size());
    append(call("msg_3", DAY.minusSeconds(99), 7));
    RecordPage last = store.usage().ask().tail(UsageFilter.ALL, more.next(), 10);
    assertEquals("msg_3", last.records().getFirst().usage().attribution().requestId());
    assertEquals(List.of(), store.usage().ask().tail(UsageFilter.ALL, last.next(), 10).records());
  }
}
