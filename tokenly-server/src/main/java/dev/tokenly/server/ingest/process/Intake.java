package dev.tokenly.server.ingest.process;

import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.store.usage.FileRecords;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of one transaction, each handed on as soon as it is read: a first one and those that get ready while the
 * transaction runs, until none is coming, there are many records, or it has taken two seconds. So files share
 * transactions under load and wait for nothing without it.
 */
final class Intake implements Iterator<FileRecords> {
  private static final int RECORDS_A_TRANSACTION = 250_000;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);
  private static final long PATIENCE_MILLIS = 50;

  private final Parsing parsing;
  private final List<Filed> taken = new ArrayList<>();
  private final long started = System.nanoTime();
  private @Nullable Parsed next;
  private long records;

  Intake(Parsed first, Parsing parsing) {
    this.next = first;
    this.parsing = parsing;
  }

  @Override
  public boolean hasNext() {
    if (next == null && records < RECORDS_A_TRANSACTION && System.nanoTime() - started < LONGEST) {
      try {
        next = parsing.poll(PATIENCE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // What was taken so far is stored.
      }
    }
    return next != null;
  }

  @Override
  public FileRecords next() {
    Parsed file = hasNext() ? next : null;
    if (file == null) {
      throw new NoSuchElementException();
    }
    next = null;
    taken.add(file.filed());
    records += file.records().records().size();
    return file.records();
  }

  /** What was handed on. */
  List<Filed> taken() {
    return taken;
  }

  /** A file that was taken out of the queue and not handed on, when the transaction failed before it. */
  @Nullable
  Parsed left() {
    return next;
  }
}
