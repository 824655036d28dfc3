package dev.tokenly.store.duckdb.engine;

import dev.tokenly.store.usage.StorageUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * An open DuckDB database: one lane for the ledger's writes, one for the administration's (their tables never overlap,
 * so that an approval does not wait for a large batch), two threads for questions, and three for long work on a snapshot.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 2;

  /** Enough for the questions of the moment in which the rest is given back. */
  private static final int LITTLE_MEGABYTES = 48;

  /** An export to a slow listener must not hold up a backup. */
  private static final int LONG_WORK = 3;

  private final DuckDBConnection origin;
  private final @Nullable Path folder;
  private final int memoryMegabytes;
  private final Damage damage = new Damage();
  private final Lane writer;
  private final Lane admin;
  private final Lane readers;
  private final Lane longWork;
  private final AtomicLong writes = new AtomicLong();

  Database(DuckDBConnection origin, @Nullable Path folder, int memoryMegabytes) throws SQLException {
    this.origin = origin;
    this.folder = folder;
    this.memoryMegabytes = memoryMegabytes;
    this.writer = new Lane("writer", 1, this::unordered, damage);
    this.admin = new Lane("admin", 1, origin::duplicate, damage);
    this.readers = new Lane("reader", READERS, origin::duplicate, damage);
    this.longWork = new Lane("long-work", LONG_WORK, origin::duplicate, damage);
  }

  /**
   * A connection that may write rows in another order than they come in: what is appended a few thousand at a time would
   * each be packed into a piece of its own, which the next checkpoint has to put together again.
   */
  private DuckDBConnection unordered() throws SQLException {
    DuckDBConnection connection = origin.duplicate();
    Lane.execute(connection, "SET SESSION preserve_insertion_order = false");
    return connection;
  }

  /** Writes the ledger in one transaction. {@code what} completes "could not …" in a failure's message. */
  public <T> T write(String what, Work<T> work) {
    return write(what, work, Outcome.IGNORED);
  }

  /** The same, telling on the writing thread how it ended before the next write begins. */
  public <T> T write(String what, Work<T> work, Outcome outcome) {
    return writer.transact(what, work, committed -> {
      writes.incrementAndGet();
      outcome.ended(committed);
    });
  }

  /** Writes the ledger in a transaction that is rolled back when all went well, too. */
  public <T> T rehearse(String what, Work<T> work, Outcome outcome) {
    return writer.rehearse(what, work, outcome);
  }

  /** How many writes of the ledger have ended: what was asked at the same number is still so. */
  public long writes() {
    return writes.get();
  }

  /** Runs on the ledger's writing thread outside a transaction, e.g. a checkpoint. */
  public <T> T maintain(String what, Work<T> work) {
    return writer.run(what, work);
  }

  /** Reads or writes the administration in one transaction. */
  public <T> T administer(String what, Work<T> work) {
    return admin.transact(what, work);
  }

  /** Asks one question; several statements see one snapshot. */
  public <T> T read(String what, Work<T> work) {
    return readers.transact(what, work);
  }

  /** Asks one question of a single statement, which needs no transaction of its own. */
  public <T> T ask(String what, Work<T> work) {
    return readers.run(what, work);
  }

  /** Long reading from one snapshot, beside the questions. */
  public <T> T readLong(String what, Work<T> work) {
    return longWork.transact(what, work);
  }

  /** Long work outside a transaction, such as a copy of the database. */
  public <T> T runLong(String what, Work<T> work) {
    return longWork.run(what, work);
  }

  /** Makes every commit so far part of the database file; no other write runs meanwhile. */
  public void checkpoint() {
    writer.run("pause the ledger", _ -> admin.run("checkpoint", connection -> {
      Lane.execute(connection, "CHECKPOINT");
      return true;
    }));
  }

  /** Gives back the memory of what was read once and is not soon read again; what is in use stays. */
  public void forgetRead() {
    if (folder != null) {
      longWork.run("give memory back", connection -> {
        limitMemory(connection, Math.min(LITTLE_MEGABYTES, memoryMegabytes));
        return limitMemory(connection, memoryMegabytes);
      });
    }
  }

  private static boolean limitMemory(DuckDBConnection connection, int megabytes) {
    try {
      Lane.execute(connection, "SET memory_limit = '" + megabytes + "MB'");
      return true;
    } catch (SQLException inUse) {
      return false; // More than that is in use: the limit stays as it was.
    }
  }

  /** What of the file was found damaged and what to do, null while nothing is known to be. */
  public @Nullable String damage() {
    return damage.found();
  }

  /** The data folder, null in memory. */
  public @Nullable Path folder() {
    return folder;
  }

  @Override
  public void close() {
    readers.close();
    longWork.close();
    admin.close();
    writer.close();
    try {
      Lane.execute(origin, "CHECKPOINT");
      origin.close();
    } catch (SQLException e) {
      throw new StorageUnavailableException("could not close the database cleanly", e);
    }
  }
}
