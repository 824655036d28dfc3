package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.CostSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The two dictionaries of the ledger, held in memory and in the tables {@code series} and {@code traits}. */
final class Names {
  static final String SERIES =
      "client_id, service, model, application, environment, user_id, project, source_format, seen_by";

  static final String TRAITS =
      "stop_reason, streaming, status, tier, speed, region, response_cache_hit, subscription, from_provider, cost_kind, cost_source, price_version";

  /** How many columns {@link #SERIES} are. */
  static final int SERIES_WIDTH = 9;

  private final Dictionary<SeriesKey> series = new Dictionary<>();
  private final Dictionary<Traits> traits = new Dictionary<>();

  Dictionary<SeriesKey> series() {
    return series;
  }

  Dictionary<Traits> traits() {
    return traits;
  }

  void load(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT id, " + SERIES + " FROM series")) {
      while (row.next()) {
        series.put(row.getInt(1), seriesOf(row, 2));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT id, " + TRAITS + " FROM traits")) {
      while (row.next()) {
        traits.put(row.getInt(1), traitsOf(row, 2));
      }
    }
  }

  /** Reads the columns {@link #SERIES} from the {@code at}-th on. */
  static SeriesKey seriesOf(ResultSet row, int at) throws SQLException {
    return new SeriesKey(row.getString(at), new UsageRecord.ModelUsed(row.getString(at + 1), row.getString(at + 2)),
        new SeriesKey.Who(row.getString(at + 3), row.getString(at + 4), row.getString(at + 5),
            row.getString(at + 6)),
        row.getString(at + 7), row.getInt(at + 8));
  }

  /** Reads the columns {@link #TRAITS} from the {@code at}-th on. */
  static Traits traitsOf(ResultSet row, int at) throws SQLException {
    @Nullable String kind = row.getString(at + 9);
    return new Traits(
        new Traits.Outcome(row.getString(at), row.getObject(at + 1, Boolean.class),
            row.getObject(at + 2, Integer.class)),
        new PriceModifiers(row.getString(at + 3), row.getString(at + 4), row.getString(at + 5), 0,
            row.getBoolean(at + 6), row.getBoolean(at + 7)),
        row.getBoolean(at + 8),
        new Traits.Money(kind == null ? null : ReportedCost.Kind.valueOf(kind),
            CostSource.valueOf(row.getString(at + 10).toUpperCase(Locale.ROOT)), row.getString(at + 11)));
  }

  /** Stores what was added since the last transaction. */
  void store(DuckDBConnection connection) throws SQLException {
    if (!series.fresh().isEmpty()) {
      Rows.append(connection, "series", rows -> {
        for (SeriesKey key : series.fresh()) {
          append(rows, series.idOf(key), key);
        }
      });
    }
    if (!traits.fresh().isEmpty()) {
      Rows.append(connection, "traits", rows -> {
        for (Traits entry : traits.fresh()) {
          append(rows, traits.idOf(entry), entry);
        }
      });
    }
  }

  private static void append(DuckDBAppender rows, int id, SeriesKey key) throws SQLException {
    SeriesKey.Who who = key.who();
    rows.beginRow().append(id).append(key.clientId()).append(key.model().service()).append(key.model().name())
        .append(who.application()).append(who.environment()).append(who.userId()).append(who.project())
        .append(key.sourceFormat()).append(key.seenBy()).endRow();
  }

  private static void append(DuckDBAppender rows, int id, Traits entry) throws SQLException {
    Traits.Outcome outcome = entry.outcome();
    PriceModifiers modifiers = entry.modifiers();
    Traits.Money money = entry.money();
    rows.beginRow().append(id).append(outcome.stopReason()).append(outcome.streaming()).append(outcome.status())
        .append(modifiers.tier()).append(modifiers.speed()).append(modifiers.region())
        .append(modifiers.responseCacheHit()).append(modifiers.subscription()).append(entry.fromProvider())
        .append(money.reported() == null ? null : money.reported().name()).append(money.source().wireName())
        .append(money.priceVersion()).endRow();
  }

  void keep() {
    series.keep();
    traits.keep();
  }

  void forget() {
    series.forget();
    traits.forget();
  }
}
