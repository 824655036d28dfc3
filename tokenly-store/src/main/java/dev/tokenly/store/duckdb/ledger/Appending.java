package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.SettledFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One batch being stored within one transaction of the writing thread, a part of its files at a time: a later part finds
 * in the table what an earlier one wrote, so that memory is bound by the part and the transaction is not. All parts write
 * through one appender: what the engine spends on handing rows over it spends on full chunks.
 */
final class Appending {
  /** Large enough to share the cost of a look into the table; more would outlive the garbage collector's young generation. */
  private static final int RECORDS_A_PART = 5_000;

  private final Names names;
  private final Identities identities;
  private final Batch batch;
  private final Rollups rollups = new Rollups();
  private final Repeats repeats = new Repeats();
  private final List<SettledFile> settled = new ArrayList<>();
  private final Map<UUID, SettledFile> fresh = new LinkedHashMap<>();

  Appending(Names names, Identities identities, Batch batch) {
    this.names = names;
    this.identities = identities;
    this.batch = batch;
  }

  AppendResult run(DuckDBConnection connection, Instant now) throws SQLException {
    Rows.append(connection, "record", rows -> storeAll(connection, rows, now));
    names.store(connection);
    rollups.store(connection);
    repeats.store(connection);
    Set<UUID> again = RawFileRows.settledBefore(connection, identities, fresh.keySet());
    RawFileRows.finish(connection, identities, fresh, now);
    ClientCounterRows.add(connection, fresh, again, now);
    return new AppendResult(now, settled, rollups.changes(names));
  }

  private void storeAll(DuckDBConnection connection, DuckDBAppender rows, Instant now) throws SQLException {
    List<FileRecords> part = new ArrayList<>();
    int records = 0;
    for (FileRecords file : batch.files()) {
      part.add(file);
      records += file.records().size();
      if (records >= RECORDS_A_PART) {
        store(connection, rows, part, now);
        part.clear();
        records = 0;
      }
    }
    store(connection, rows, part, now);
  }

  private void store(DuckDBConnection connection, DuckDBAppender rows, List<FileRecords> files, Instant now)
      throws SQLException {
    Map<UUID, FileCounts> before = RawFileRows.processed(connection, identities, files);
    List<FileRecords> toStore = files.stream().filter(file -> !before.containsKey(id(file))).toList();
    Part part = new Part(new Part.Ground(names, identities, rollups, repeats, batch.pricer()), rows, now);
    part.find(connection, toStore);
    for (FileRecords file : files) {
      UUID id = id(file);
      @Nullable FileCounts known = before.get(id);
      @Nullable SettledFile same = fresh.get(id);
      if (known == null && same == null) {
        same = new SettledFile(file.file(), file.report(), part.see(file));
        fresh.put(id, same);
      }
      settled.add(same == null ? new SettledFile(file.file(), file.report(), require(known)) : same);
    }
    part.write(connection);
  }

  private static FileCounts require(@Nullable FileCounts known) {
    if (known == null) {
      throw new IllegalStateException("a file that is neither new nor known");
    }
    return known;
  }

  private static UUID id(FileRecords file) {
    return UUID.fromString(file.file().id());
  }

  /** How many rollup rows the batch made. */
  int deltas() {
    return rollups.size();
  }

  /** Called once the transaction has committed. */
  void committed() {
    fresh.keySet().forEach(identities::add);
  }
}
