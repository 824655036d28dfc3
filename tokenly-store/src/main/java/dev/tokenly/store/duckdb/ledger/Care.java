package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.duckdb.engine.Database;
import dev.tokenly.store.duckdb.engine.DatabaseFile;
import dev.tokenly.store.duckdb.engine.Work;
import dev.tokenly.store.usage.RecordSink;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.RepriceResult;
import dev.tokenly.store.usage.RetentionPolicy;
import dev.tokenly.store.usage.RetentionResult;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageCare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks after the data: long work in slices on the calling thread, each slice on a thread of the database. */
final class Care implements UsageCare {
  private final Database database;
  private final Names names;
  private final Work<Boolean> fold;
  private final Consumer<Work<Integer>> writeNames;

  Care(Database database, Names names, Work<Boolean> fold, Consumer<Work<Integer>> writeNames) {
    this.database = database;
    this.names = names;
    this.fold = fold;
    this.writeNames = writeNames;
  }

  @Override
  public RetentionResult retain(RetentionPolicy policy, Instant now, boolean dryRun) {
    RetentionSql retention = new RetentionSql(policy, now);
    List<RetentionSql.Expired> expired = database.readLong("find old records", retention::expired);
    List<RetentionResult.Group> groups = expired.stream().flatMap(part -> part.groups().stream()).toList();
    if (dryRun) {
      long rows = database.readLong("find old rollups", retention::rollupRows);
      return new RetentionResult(groups.stream().mapToLong(RetentionResult.Group::records).sum(), rows, groups);
    }
    long removed = 0;
    for (RetentionSql.Expired part : expired) {
      for (Slices.Slice slice : slices(part.oldest(), part.cutoff())) {
        Slices.stopWhenInterrupted("retention");
        removed += database.write("remove old records", connection -> RetentionSql.remove(connection, part, slice));
      }
    }
    database.write("fold rollups", fold);
    long rows = database.write("remove old rollups", retention::removeRollups);
    checkpoint();
    return new RetentionResult(removed, rows, groups);
  }

  private List<Slices.Slice> slices(Instant from, Instant to) {
    return database.readLong("plan long work", connection -> Slices.between(connection, Instants.micros(from),
        Instants.micros(to)));
  }

  @Override
  public long export(UsageQuestion question, RecordSink sink) throws IOException {
    return withFiles(() -> database.readLong("export records",
        connection -> ExportSql.stream(connection, new RecordRow(names), question, sink)));
  }

  /** What goes wrong with a file or a sink is the caller's own kind of failure. */
  private static <T> T withFiles(Supplier<T> work) throws IOException {
    try {
      return work.get();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Path exportParquet(UsageQuestion question) throws IOException {
    Path file = exchange("parquet");
    database.runLong("export records", connection -> {
      ParquetSql.write(connection, question, file);
      return file;
    });
    return file;
  }

  @Override
  public long readParquet(Path file, RecordSink sink) throws IOException {
    Path inside = exchange("parquet");
    try {
      Files.copy(file, inside);
      return withFiles(
          () -> database.runLong("read " + file, connection -> ParquetSql.read(connection, inside, sink)));
    } finally {
      Files.deleteIfExists(inside);
    }
  }

  private Path exchange(String extension) {
    Path folder = database.folder();
    if (folder == null) {
      throw new UnsupportedOperationException("a store in memory has no folder for files");
    }
    return folder.toAbsolutePath().resolve(DatabaseFile.EXCHANGE).resolve(UUID.randomUUID() + "." + extension);
  }

  @Override
  public RepriceResult reprice(RepriceQuery query, Pricer pricer, boolean dryRun) {
    RepriceSql reprice = new RepriceSql(names, query, pricer);
    TimeRange range = query.question().range();
    for (Slices.Slice slice : slices(range.start(), range.end())) {
      Slices.stopWhenInterrupted("repricing");
      if (dryRun) {
        database.readLong("price records", connection -> reprice.examine(connection, slice));
      } else {
        writeNames.accept(connection -> reprice.apply(connection, slice));
      }
    }
    return reprice.result();
  }

  @Override
  public void optimize() {
    database.write("fold rollups", fold);
    checkpoint();
  }

  @Override
  public StoreStats backup(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path copy = exchange("duckdb");
    try {
      StoreStats stats = withFiles(() -> database.runLong("back up", connection -> BackupSql.copy(connection, copy)));
      Files.move(copy, target);
      return stats;
    } finally {
      BackupSql.discard(copy);
    }
  }

  @Override
  public List<String> verify() {
    return database.readLong("verify the ledger", VerifySql::ask);
  }

  @Override
  public void checkpoint() {
    database.checkpoint();
  }
}
