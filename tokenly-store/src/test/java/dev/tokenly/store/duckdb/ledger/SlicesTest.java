package dev.tokenly.store.duckdb.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final long START = Instants.micros(Instant.parse("2026-11-05T00:00:00Z"));
  private static final long HOUR = 3_600_000_000L;

  @Test
  void hold_every_record_once_and_few_enough_for_memory_however_busy_an_hour_was() throws SQLException {
    try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:")) {
      new Sql().add("CREATE TABLE record AS SELECT make_timestamp(" + START + " + n * " + HOUR / 260_000
          + ") AS ts FROM range(260000) t(n) UNION ALL SELECT make_timestamp(" + (START + 2 * HOUR)
          + " + n * 1000000) FROM range(7000) t(n)").run(connection);
      long end = START + 5 * HOUR;
      List<Slices.Slice> slices = Slices.between(connection, START - 1, end);
      long next = START - 1;
      long records = 0;
      for (Slices.Slice slice : slices) {
        assertEquals(next, slice.from());
        long rows = new Sql().add("SELECT count(*) FROM record WHERE ").add(slice.within("ts")).one(connection,
            row -> row.getLong(1));
        assertTrue(rows > 0 && rows <= Slices.ROWS, slice + " holds " + rows);
        records += rows;
        next = slice.to();
      }
      assertEquals(end, next);
      assertEquals(267_000, records);
    }
  }
}
