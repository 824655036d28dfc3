package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.duckdb.engine.DatabaseFile;
import dev.tokenly.store.usage.StoreStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** How large the ledger is. */
final class StatsSql {
  private StatsSql() {}

  static StoreStats ask(DuckDBConnection connection, @Nullable Path folder) throws SQLException, IOException {
    long bytes = folder == null
        ? 0
        : size(folder.resolve(DatabaseFile.NAME))
            + size(folder.resolve(DatabaseFile.NAME + ".wal"));
    return new Sql().add("""
                SELECT count(*), epoch_us(min(ts)), epoch_us(max(ts)),
                  (SELECT count(*) FROM rollup_quarter) + (SELECT count(*) FROM rollup_hour)
                    + (SELECT count(*) FROM rollup_day) + (SELECT count(*) FROM rollup_delta)
                FROM record""").one(connection, row -> {
      long records = row.getLong(1);
      long oldest = row.getLong(2);
      long newest = row.getLong(3);
      return new StoreStats(records, row.getLong(4), bytes, records == 0 ? null : Instants.of(oldest),
          records == 0 ? null : Instants.of(newest));
    });
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
