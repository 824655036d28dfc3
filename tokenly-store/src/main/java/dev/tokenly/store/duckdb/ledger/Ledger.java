package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.store.duckdb.engine.Database;
import dev.tokenly.store.duckdb.engine.Work;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.RawFiles;
import dev.tokenly.store.usage.UsageCare;
import dev.tokenly.store.usage.UsageReader;
import dev.tokenly.store.usage.UsageStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;

/** The ledger on DuckDB. */
public final class Ledger implements UsageStore, AutoCloseable {
  /** Deltas are read by every question until they are folded, so they must stay few. */
  private static final long FOLD_AT = 50_000;

  /** Rollups are compacted when folding has more than doubled them. */
  private static final long COMPACT_AT = 200_000;

  private final Database database;
  private final Clock clock;
  private final Names names = new Names();
  private final FutureTask<Identities> identities;
  private final AtomicReference<Instant> lastIngest = new AtomicReference<>(Instant.EPOCH);
  private final RawFiles files;
  private final Questions questions;
  private final Care care;
  private long deltas;
  private long compactedRows;

  /** Loads the names at once and the identities in the background: the first append waits for them. */
  public Ledger(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    database.maintain("read the ledger's names", connection -> {
      names.load(connection);
      deltas = Fold.deltas(connection);
      compactedRows = Fold.rows(connection);
      lastIngest.set(lastIngest(connection));
      return true;
    });
    this.identities = new FutureTask<>(this::readIdentities);
    Thread.ofPlatform().name("store-identities").daemon(true).start(identities);
    this.files = new RawFileSql(database, this::identities);
    this.questions = new Questions(database, names, this::where);
    this.care = new Care(database, names, this::fold, this::writeNames);
  }

  private static Instant lastIngest(DuckDBConnection connection) throws SQLException {
    return new Sql().add("SELECT coalesce(epoch_us(max(ingested_at)), 0) FROM record").one(connection,
        row -> Instants.of(row.getLong(1)));
  }

  private Identities readIdentities() {
    Identities read = database.readLong("read the identities", Identities::load);
    database.forgetRead();
    return read;
  }

  private Identities identities() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return identities.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("the stored identities could not be read", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Until the identities are read a record may be anywhere. */
  private List<Slices.Slice> where(List<Hash128> wanted) {
    return identities.state() == Future.State.SUCCESS
        ? identities.resultNow().where(wanted)
        : List.of(Slices.Slice.EVERYTHING);
  }

  @Override
  public AppendResult append(Batch batch) {
    Appending appending = new Appending(names, identities(), batch);
    return database.write("store a batch of files", connection -> {
      AppendResult result = appending.run(connection, nextInstant());
      deltas += appending.deltas();
      foldWhenDue(connection);
      return result;
    }, committed -> ended(committed, appending));
  }

  @Override
  public AppendResult rehearse(Batch batch) {
    Appending appending = new Appending(names, identities(), batch);
    return database.rehearse(
        "try a batch of files",
        connection -> appending.run(connection, nextInstant()),
        committed -> ended(committed, appending));
  }

  private void ended(boolean committed, Appending appending) {
    if (committed) {
      names.keep();
      appending.committed();
    } else {
      names.forget();
    }
  }

  /** Later than every batch before, so that following by arrival misses nothing. */
  private Instant nextInstant() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return lastIngest
        .updateAndGet(last -> now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS));
  }

  private void foldWhenDue(DuckDBConnection connection) throws SQLException {
    if (deltas < FOLD_AT) {
      return;
    }
    Fold.deltasInto(connection);
    deltas = 0;
    long rows = Fold.rows(connection);
    if (rows > 2 * compactedRows + COMPACT_AT) {
      Fold.compact(connection);
      compactedRows = Fold.rows(connection);
    }
  }

  /** A write that may add names and makes that many deltas. */
  private void writeNames(Work<Integer> work) {
    database.write("write records", connection -> {
      int made = work.run(connection);
      deltas += made;
      foldWhenDue(connection);
      return made;
    }, committed -> {
      if (committed) {
        names.keep();
      } else {
        names.forget();
      }
    });
  }

  private boolean fold(DuckDBConnection connection) throws SQLException {
    Fold.deltasInto(connection);
    Fold.compact(connection);
    deltas = 0;
    compactedRows = Fold.rows(connection);
    return true;
  }

  @Override
  public RawFiles files() {
    return files;
  }

  @Override
  public UsageReader ask() {
    return questions;
  }

  @Override
  public UsageCare care() {
    return care;
  }

  /** Gives the identities' memory back; comes after the database was closed, so that nobody uses them any more. */
  @Override
  public void close() {
    if (identities.state() == Future.State.SUCCESS) {
      identities.resultNow().close();
    }
  }
}
