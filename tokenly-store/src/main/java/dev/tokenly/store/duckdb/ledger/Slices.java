package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.TimeRange;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.duckdb.DuckDBConnection;

/** Cuts the records of a range into stretches of time that are quickly done, so that long work never holds up the rest. */
final class Slices {
  /** About a tenth of a second of work, and what may be held in memory at once. */
  static final long ROWS = 50_000;

  private Slices() {}

  /** From inclusive, to exclusive, in microseconds. */
  record Slice(long from, long to) {
    /** Every time a record may have. */
    static final Slice EVERYTHING = new Slice(Instants.micros(Instant.parse("0000-01-01T00:00:00Z")),
        Instants.micros(Instant.parse("+10000-01-01T00:00:00Z")));

    String within(String column) {
      return Source.within(column, from, to);
    }
  }

  private record Hour(long start, long rows) {}

  /** Slices that together hold every record of the range; none when it holds no records. */
  static List<Slice> of(DuckDBConnection connection, TimeRange range) throws SQLException {
    return between(connection, Instants.micros(range.start()), Instants.micros(range.end()));
  }

  /** The same between two moments in microseconds, however far apart. */
  static List<Slice> between(DuckDBConnection connection, long start, long end) throws SQLException {
    List<Hour> hours = new Sql()
        .add("SELECT epoch_us(date_trunc('hour', ts)), count(*) FROM record WHERE ")
        .add(Source.within("ts", start, end)).add(" GROUP BY 1 ORDER BY 1")
        .all(connection, row -> new Hour(row.getLong(1), row.getLong(2)));
    return cut(hours, start, end);
  }

  /** Hours of few rows go together; one of too many is cut into equal times. */
  private static List<Slice> cut(List<Hour> hours, long start, long end) {
    List<Slice> slices = new ArrayList<>();
    long from = start;
    long rows = 0;
    for (Hour hour : hours) {
      if (rows > 0 && rows + hour.rows > ROWS) {
        slices.add(new Slice(from, hour.start));
        from = hour.start;
        rows = 0;
      }
      long parts = Math.ceilDiv(hour.rows, ROWS);
      for (long part = 1; part < parts; part++) {
        long to = hour.start + Instants.HOUR / parts * part;
        slices.add(new Slice(from, to));
        from = to;
      }
      rows += hour.rows / parts;
    }
    if (rows > 0) {
      slices.add(new Slice(from, end));
    }
    return slices;
  }

  /** Ends long work between two slices when the calling thread was interrupted. */
  static void stopWhenInterrupted(String what) {
    if (Thread.interrupted()) {
      throw new CancellationException(what + " was stopped; what was done so far is kept");
    }
  }
}
