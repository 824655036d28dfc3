package dev.tokenly.server.ingest.process;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.ingest.journal.Entry;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RawFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one journal entry: lines to priced records, counting what is not valid. A file of which less than half of the
 * lines are valid, or none, fails as a whole. Belongs to one thread.
 */
final class FileParser {
  private static final Logger LOG = LoggerFactory.getLogger(FileParser.class);
  private static final int ERRORS_KEPT = 20;
  private static final int MOST_TRIES = 5;

  private final Journal journal;
  private final LongSupplier maxTokens;
  private final Clock clock;
  private final Pricer pricer;
  private final byte[] buffer = new byte[64 * 1024];
  private UsageLineReader reader;

  FileParser(Journal journal, PostProcessor.Parts parts) {
    this.journal = journal;
    this.maxTokens = parts.maxTokens();
    this.clock = parts.clock();
    this.pricer = parts.pricer();
    this.reader = new UsageLineReader(clock, maxTokens.getAsLong());
  }

  /** What one file turned out to hold. */
  private static final class Tally {
    private final List<PricedRecord> records = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private long line;
    private long invalid;

    void bad(String reason) {
      invalid++;
      if (errors.size() < ERRORS_KEPT) {
        errors.add("line " + line + ": " + reason);
      }
    }
  }

  /**
   * Never throws for what a file holds: whatever is wrong with it is in the report. Nor for want of memory, of which others
   * need less in a moment: the thread that parses would die of it and leave all that follows unread.
   */
  FileRecords parse(Filed filed) {
    for (int tries = 1;; tries++) {
      try {
        return parseOnce(filed);
      } catch (OutOfMemoryError e) {
        LOG.warn("no memory to read file {}, try {}: {}", filed.entry().id(), tries, e.getMessage());
        if (tries == MOST_TRIES) {
          return result(filed, new Tally(), "the server had no memory to read it: " + e.getMessage(), Duration.ZERO);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(tries));
      }
    }
  }

  private FileRecords parseOnce(Filed filed) {
    long started = System.nanoTime();
    if (reader.maxTokens() != maxTokens.getAsLong()) { // An administrator changed it.
      reader = new UsageLineReader(clock, maxTokens.getAsLong());
    }
    Tally tally = new Tally();
    String failure = null;
    try (InputStream body = journal.open(filed)) {
      readLines(body, tally);
      failure = ruleOfHalf(tally);
    } catch (IOException e) {
      failure = "the upload cannot be read back: " + e.getMessage();
    }
    return result(filed, tally, failure, Duration.ofNanos(System.nanoTime() - started));
  }

  private void readLines(InputStream body, Tally tally) throws IOException {
    Lines lines = new Lines(body, buffer);
    while (lines.next()) {
      tally.line++;
      if (lines.tooLong()) {
        tally.bad("longer than " + Lines.MAX_LINE + " bytes");
      } else if (!lines.blank()) {
        readLine(lines, tally);
      }
    }
  }

  private void readLine(Lines lines, Tally tally) {
    try {
      switch (reader.read(lines.bytes(), lines.from(), lines.length())) {
        case UsageLine.Ok ok -> tally.records.add(new PricedRecord(ok.usage(), pricer.price(ok.usage())));
        case UsageLine.Bad bad -> tally.bad(bad.reason());
      }
    } catch (RuntimeException | StackOverflowError e) {
      tally.bad("could not be read (" + e.getClass().getSimpleName() + ")"); // A poisonous line costs itself only.
    }
  }

  private static @Nullable String ruleOfHalf(Tally tally) {
    long valid = tally.records.size();
    if (valid + tally.invalid == 0) {
      return "the file has no lines";
    }
    return valid < tally.invalid ? "only " + valid + " of " + (valid + tally.invalid) + " lines are valid" : null;
  }

  private static FileRecords result(Filed filed, Tally tally, @Nullable String failure, Duration time) {
    FileReport report = new FileReport(tally.records.size(), tally.invalid, tally.errors, time, failure);
    return new FileRecords(rawFile(filed), report, failure == null ? tally.records : List.of());
  }

  /** The file as the ledger knows it. */
  static RawFile rawFile(Filed filed) {
    Entry entry = filed.entry();
    RawFile.Source source = new RawFile.Source(entry.source().path(), entry.source().format(), entry.source().offset());
    return new RawFile(
        entry.id().toString(),
        entry.sender().clientId(),
        null,
        entry.receivedAt(),
        entry.bytes(),
        entry.lines(),
        source);
  }
}
