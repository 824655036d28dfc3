package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.duckdb.engine.DatabaseFile;
import dev.tokenly.store.usage.StoreStats;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** How large the ledger is. */
final class StatsSql {
  private StatsSql() {}

  /** All but the bytes, which change without a write. */
  static StoreStats ask(DuckDBConnection connection) throws SQLException {
    return new Sql().add("""
                SELECT count(*), epoch_us(min(ts)), epoch_us(max(ts)),
                  (SELECT count(*) FROM rollup_quarter) + (SELECT count(*) FROM rollup_hour)
                    + (SELECT count(*) FROM rollup_day) + (SELECT count(*) FROM rollup_delta)
                FROM record""").one(connection, row -> {
      long records = row.getLong(1);
      long oldest = row.getLong(2);
      long newest = row.getLong(3);
      return new StoreStats(records, row.getLong(4), 0, records == 0 ? null : Instants.of(oldest),
          records == 0 ? null : Instants.of(newest));
    });
  }

  /** The bytes on disk, 0 in memory. */
  static long bytes(@Nullable Path folder) {
    return folder == null
        ? 0
        : folder.resolve(DatabaseFile.NAME).toFile().length()
            + folder.resolve(DatabaseFile.NAME + ".wal").toFile().length();
  }
}
