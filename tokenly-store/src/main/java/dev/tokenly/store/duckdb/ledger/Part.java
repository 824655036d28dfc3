package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.Observer;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Some files of a batch: what the table has of their calls, what becomes of each sighting, and the rows to write. */
final class Part {
  private final Ground ground;
  private final DuckDBAppender rows;
  private final Instant now;
  private final Stage stage;
  private StoredRecord.Provenance provenance = new StoredRecord.Provenance("", "", 0, 0, Instant.EPOCH);

  /** What the parts of a transaction share. */
  record Ground(Names names, Identities identities, Rollups rollups, Repeats repeats, Pricer pricer) {}

  Part(Ground ground, DuckDBAppender rows, Instant now) {
    this.ground = ground;
    this.rows = rows;
    this.now = now;
    this.stage = new Stage(ground.pricer(), ground.repeats());
  }

  /** Finds the rows of calls that may be in the table. Comes before the sightings they are compared with. */
  void find(DuckDBConnection connection, List<FileRecords> files) throws SQLException {
    stage.expect(files.stream().mapToInt(file -> file.records().size()).sum());
    Map<Hash128, Long> probable = new HashMap<>();
    for (FileRecords file : files) {
      for (PricedRecord priced : file.records()) {
        RecordId id = priced.usage().id();
        Hash128 alternate = id.alternate();
        if (ground.identities.mayContain(id.identity())) {
          probable.put(id.identity(), Instants.micros(priced.usage().timestamp()));
        }
        if (alternate != null && ground.identities.mayContain(alternate)) {
          probable.put(alternate, Instants.micros(priced.usage().timestamp()));
        }
      }
    }
    if (!probable.isEmpty()) {
      rows.flush(); // What an earlier part wrote is in the table only then.
      new Lookup(new RecordRow(ground.names), ground.identities).find(connection, probable, stage);
    }
  }

  /** Compares a file's records with everything known and says what became of them. */
  FileCounts see(FileRecords file) {
    long stored = 0;
    long replaced = 0;
    long duplicate = 0;
    for (PricedRecord priced : file.records()) {
      switch (stage.see(new StoredRecord(priced.usage(), priced.pricing(), provenance(file, priced)))) {
        case STORED -> stored++;
        case REPLACED -> replaced++;
        case DUPLICATE -> duplicate++;
      }
    }
    return new FileCounts(file.file().id(), stored, replaced, duplicate);
  }

  /** Nearly always that of the record before. */
  private StoredRecord.Provenance provenance(FileRecords file, PricedRecord priced) {
    int seenBy = Observer.of(priced.usage().origin().sourceFormat()).bit();
    if (provenance.seenBy() != seenBy || !provenance.fileId().equals(file.file().id())) {
      provenance = new StoredRecord.Provenance(file.file().clientId(), file.file().id(), seenBy, 0, now);
    }
    return provenance;
  }

  /** Writes what is new or changed. Identities are remembered at once: one too many only costs a look. */
  void write(DuckDBConnection connection) throws SQLException {
    List<Call.StoredRow> replaced = new ArrayList<>();
    RecordRow row = new RecordRow(ground.names);
    for (Call call : stage.calls()) {
      StoredRecord record = call.toWrite();
      if (record != null) {
        int series = ground.names.series().idOf(SeriesKey.of(record));
        row.append(rows, record, series);
        ground.rollups.add(record, series);
        ground.identities.add(record.usage().id(), Instants.micros(record.usage().timestamp()));
        replaced.addAll(call.rows());
      }
    }
    for (Call.StoredRow old : replaced) {
      ground.rollups.subtract(old.record(), ground.names.series().idOf(SeriesKey.of(old.record())));
    }
    delete(connection, replaced);
  }

  private static void delete(DuckDBConnection connection, List<Call.StoredRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    long from = rows.stream().mapToLong(row -> Instants.micros(row.record().usage().timestamp())).min()
        .orElseThrow();
    long to = rows.stream().mapToLong(row -> Instants.micros(row.record().usage().timestamp())).max()
        .orElseThrow();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE replaced (row_id BIGINT NOT NULL)");
      Rows.appendTemporary(connection, "replaced", ids -> {
        for (Call.StoredRow row : rows) {
          ids.beginRow().append(row.rowId()).endRow();
        }
      });
      statement.execute("DELETE FROM record WHERE ts BETWEEN " + Instants.literal(from) + " AND "
          + Instants.literal(to) + " AND rowid IN (SELECT row_id FROM replaced)");
    }
  }
}
