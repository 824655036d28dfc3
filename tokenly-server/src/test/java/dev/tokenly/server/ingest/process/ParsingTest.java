package dev.tokenly.server.ingest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.server.ingest.journal.Content;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Entry;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.AppendResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsingTest {
  private static final byte[] LINE = """
      {"timestamp":"2026-11-20T10:00:00Z","service":"openai","model":"gpt-6-sol","input_tokens":10,"output_tokens":5}
      """.getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void a_file_there_was_no_memory_for_is_read_again_and_counted() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Pricer pricer = _ -> {
      if (asked.getAndIncrement() == 0) {
        throw new OutOfMemoryError("for the test");
      }
      return Pricing.UNKNOWN;
    };
    BlockingQueue<AppendResult> stored = new ArrayBlockingQueue<>(1);
    try (Store store = new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
        Journal journal = Journal.open(folder.resolve("journal"), JournalLimits.DEFAULT, false, Disk.REAL, _ -> {})) {
      PostProcessor.Parts parts = new PostProcessor.Parts(store.usage(), pricer,
          () -> UsageLineReader.DEFAULT_MAX_TOKENS, Clock.systemUTC(), stored::add, () -> {});
      try (PostProcessor processor = new PostProcessor(journal, parts, 1)) {
        Entry entry = new Entry(UUID.randomUUID(), Instant.now(), new Entry.Sender("client", "host"),
            new Entry.Source("/var/log/usage.jsonl", 0, "native"), LINE.length, 1);
        processor.accept(journal.append(entry, Content.of(LINE)));
        AppendResult result = stored.poll(30, TimeUnit.SECONDS);
        assertNotNull(result, "nothing was stored");
        assertEquals(1, result.files().getFirst().counts().stored());
      }
    }
  }
}
