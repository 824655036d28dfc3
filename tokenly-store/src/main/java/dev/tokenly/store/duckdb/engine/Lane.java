package dev.tokenly.store.duckdb.engine;

import dev.tokenly.store.usage.StorageUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A few platform threads with a connection each. DuckDB's native calls would pin the carriers of virtual threads, so
 * callers of any kind wait here while the lane's threads work.
 */
final class Lane implements AutoCloseable {
  private final String name;
  private final Connecting connecting;
  private final Damage damage;
  private final ExecutorService threads;
  private final BlockingQueue<DuckDBConnection> connections;

  /** Opens one of a lane's connections. */
  @FunctionalInterface
  interface Connecting {
    DuckDBConnection open() throws SQLException;
  }

  Lane(String name, int width, Connecting connecting, Damage damage) throws SQLException {
    this.name = name;
    this.connecting = connecting;
    this.damage = damage;
    this.threads = Executors.newFixedThreadPool(width,
        Thread.ofPlatform().name("store-" + name + "-", 0).daemon(true).factory());
    this.connections = new ArrayBlockingQueue<>(width);
    for (int at = 0; at < width; at++) {
      connections.add(connecting.open());
    }
  }

  /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
  <T> T transact(String what, Work<T> work) {
    return transact(what, work, Outcome.IGNORED);
  }

  /** The same, telling on the lane's thread how it ended before the next work begins. */
  <T> T transact(String what, Work<T> work, Outcome outcome) {
    return transact(what, work, true, outcome);
  }

  /** Runs the work in a transaction that is rolled back in any case. */
  <T> T rehearse(String what, Work<T> work, Outcome outcome) {
    return transact(what, work, false, outcome);
  }

  private <T> T transact(String what, Work<T> work, boolean keeps, Outcome outcome) {
    return await(what, submit(() -> {
      DuckDBConnection connection = connections.take();
      boolean done = false;
      try {
        T result = inTransaction(connection, work, keeps);
        done = true;
        return result;
      } finally {
        outcome.ended(done && keeps);
        connections.add(done ? connection : alive(connection));
      }
    }));
  }

  /** Runs the work outside a transaction, for statements that must not be in one. */
  <T> T run(String what, Work<T> work) {
    return await(what, submit(() -> {
      DuckDBConnection connection = connections.take();
      try {
        return work.run(connection);
      } finally {
        connections.add(connection);
      }
    }));
  }

  private <T> Future<T> submit(Callable<T> call) {
    try {
      return threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the store is closed", e);
    }
  }

  private static <T> T inTransaction(DuckDBConnection connection, Work<T> work, boolean keeps)
      throws SQLException, IOException {
    // An appender takes part in a transaction only when it was begun by a statement.
    execute(connection, "BEGIN TRANSACTION");
    boolean done = false;
    try {
      T result = work.run(connection);
      execute(connection, keeps ? "COMMIT" : "ROLLBACK");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /** After a failed commit (disk full) there may be no transaction left to roll back. */
  private static void rollBack(DuckDBConnection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException ignored) {
      // The failure that led here is the one to report; alive() replaces the connection if it is beyond use.
    }
  }

  private DuckDBConnection alive(DuckDBConnection connection) {
    try {
      execute(connection, "SELECT 1");
      return connection;
    } catch (SQLException broken) {
      return replaced(connection);
    }
  }

  private DuckDBConnection replaced(DuckDBConnection connection) {
    try {
      DuckDBConnection fresh = connecting.open();
      connection.close();
      return fresh;
    } catch (SQLException e) {
      return connection;
    }
  }

  static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Waits to the end even when interrupted: half-known outcomes help nobody. */
  private <T> T await(String what, Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RuntimeException failure(String what, @Nullable Throwable cause) {
    if (cause instanceof SQLException damaged && damage.isSeenIn(Failure.reason(damaged))) {
      return new StorageUnavailableException("could not " + what + ": " + damage.found(), damaged);
    }
    return switch (cause) {
      case RuntimeException e -> e;
      case IOException e -> new UncheckedIOException(e);
      case null, default ->
          new StorageUnavailableException("could not " + what + ": " + Failure.reason(cause), orUnknown(cause));
    };
  }

  private static Throwable orUnknown(@Nullable Throwable cause) {
    return cause == null ? new IllegalStateException("unknown") : cause;
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the store's " + name + " threads did not end within a minute");
      }
      for (DuckDBConnection connection : connections) {
        connection.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new StorageUnavailableException("could not close the " + name + " connection", e);
    }
  }
}
