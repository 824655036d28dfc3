package dev.tokenly.store.usage;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.query.UsageQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Looking after the ledger's data. Long work goes in slices, so that appending is never held up for more than a second;
 * interrupting the calling thread ends it between two slices with {@link java.io.InterruptedIOException} or a
 * {@link java.util.concurrent.CancellationException}, everything done so far kept.
 */
public interface UsageCare {
  /** Removes what is past its time, or only counts it. */
  RetentionResult retain(RetentionPolicy policy, Instant now, boolean dryRun);

  /** Streams records in order of time from one snapshot, in flat memory; answers how many. */
  long export(UsageQuestion question, RecordSink sink) throws IOException;

  /** Writes records as a Parquet file to a private place inside the data folder; the caller deletes it. */
  Path exportParquet(UsageQuestion question) throws IOException;

  /** Streams the records of a Parquet file written by {@link #exportParquet}; answers how many. */
  long readParquet(Path file, RecordSink sink) throws IOException;

  /** Prices records again where the pricer's answer differs, rollups kept exact; a dry run only tells. */
  RepriceResult reprice(RepriceQuery query, Pricer pricer, boolean dryRun);

  /** Compacts rollups and gives free space back as far as the engine can while running. */
  void optimize();

  /** Writes a consistent copy while running, opens and checks it; the target must not exist. */
  StoreStats backup(Path target) throws IOException;

  /** Recomputes rollups from records and looks for identities stored twice; the problems found, none when sound. */
  List<String> verify();

  /** Makes every commit so far part of the last checkpoint; answers when that is durable. */
  void checkpoint();
}
