package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.store.usage.StoredRecord;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The columns of table {@code record} in order, written and read. */
final class RecordRow {
  /** What {@link #read} expects a query to select, with {@code r} naming the table. */
  static final String COLUMNS = """
            epoch_us(r.ts), r.series, r.traits, r.file, r.session_id, r.request_id, r.alternate_request_id,
            r.input_tokens, r.cache_read_tokens, r.cache_write_tokens, r.cache_write_1h_tokens,
            r.cache_write_other_tokens, r.output_tokens, r.reasoning_tokens, r.total_tokens, r.duration_ms, r.ttft_ms,
            r.web_searches, r.cost_reported, r.cost_priced, r.cost, r.metadata, r.identity_high, r.identity_low,
            r.alternate_high, r.alternate_low, r.hash_high, r.hash_low, r.revision, epoch_us(r.ingested_at)""";

  /** The same with what no price depends on left out: of such a record only price, place in time and tokens are true. */
  static final String PRICED_COLUMNS = """
            epoch_us(r.ts), r.series, r.traits, '', NULL, NULL, NULL,
            r.input_tokens, r.cache_read_tokens, r.cache_write_tokens, r.cache_write_1h_tokens,
            r.cache_write_other_tokens, r.output_tokens, r.reasoning_tokens, r.total_tokens, NULL, NULL,
            r.web_searches, r.cost_reported, r.cost_priced, r.cost, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, 0""";

  /** How many columns {@link #COLUMNS} are: further ones begin after it. */
  static final int WIDTH = 30;

  private final Names names;
  private String lastFile = "";
  private UUID lastFileId = new UUID(0, 0);

  RecordRow(Names names) {
    this.names = names;
  }

  void append(DuckDBAppender row, StoredRecord stored, int series) throws SQLException {
    UsageRecord usage = stored.usage();
    row.beginRow().appendEpochMicros(Instants.micros(usage.timestamp())).append(series)
        .append(names.traits().idOf(Traits.of(stored))).append(file(stored.provenance().fileId()));
    Attribution names = usage.attribution();
    row.append(names.sessionId()).append(names.requestId()).append(names.alternateRequestId());
    append(row, usage.tokens());
    row.append(usage.totalTokens());
    CallDetails details = usage.details();
    row.append(details.durationMs()).append(details.ttftMs()).append(details.modifiers().webSearches());
    ReportedCost reported = usage.reportedCost();
    append(row, reported == null ? null : reported.amount());
    append(row, stored.pricing().priced());
    append(row, stored.pricing().cost());
    row.append(details.metadata());
    append(row, usage.id());
    row.append(stored.provenance().revision())
        .appendEpochMicros(Instants.micros(stored.provenance().ingestedAt())).endRow();
  }

  private UUID file(String id) {
    if (!id.equals(lastFile)) {
      lastFile = id;
      lastFileId = UUID.fromString(id);
    }
    return lastFileId;
  }

  static void append(DuckDBAppender row, Tokens tokens) throws SQLException {
    row.append(tokens.input()).append(tokens.cacheRead()).append(tokens.cacheWrite5m())
        .append(tokens.cacheWrite1h()).append(tokens.cacheWriteOther()).append(tokens.output())
        .append(tokens.reasoning());
  }

  static void append(DuckDBAppender row, @Nullable Usd usd) throws SQLException {
    if (usd == null) {
      row.appendNull();
    } else {
      row.appendDecimal(unscaled(usd.amount()));
    }
  }

  /** By way of a whole decimal, which holds its digits in a long where a big integer would be made of them. */
  private static long unscaled(BigDecimal amount) {
    return amount.setScale(Usd.MAX_SCALE).scaleByPowerOfTen(Usd.MAX_SCALE).longValueExact();
  }

  private static void append(DuckDBAppender row, RecordId id) throws SQLException {
    row.append(id.identity().high()).append(id.identity().low());
    append(row, id.alternate());
    append(row, id.hash().equals(id.identity()) ? null : id.hash());
  }

  private static void append(DuckDBAppender row, @Nullable Hash128 hash) throws SQLException {
    if (hash == null) {
      row.appendNull().appendNull();
    } else {
      row.append(hash.high()).append(hash.low());
    }
  }

  StoredRecord read(ResultSet row) throws SQLException {
    return read(row, names.series().valueOf(row.getInt(2)), names.traits().valueOf(row.getInt(3)));
  }

  /** The same where the names are not those of the dictionaries. */
  static StoredRecord read(ResultSet row, SeriesKey series, Traits traits) throws SQLException {
    SeriesKey.Who who = series.who();
    @Nullable BigDecimal reported = row.getBigDecimal(19);
    ReportedCost.@Nullable Kind kind = traits.money().reported();
    UsageRecord usage = new UsageRecord(
        new UsageRecord.Origin(id(row, traits.fromProvider()), Instants.of(row.getLong(1)),
            series.sourceFormat()),
        series.model(), tokens(row, 8), row.getLong(15),
        new Attribution(SeriesKey.absent(who.application()), SeriesKey.absent(who.environment()),
            SeriesKey.absent(who.userId()), row.getString(5), row.getString(6), row.getString(7),
            SeriesKey.absent(who.project())),
        details(row, traits),
        reported == null || kind == null ? null : new ReportedCost(new Usd(reported), kind));
    Pricing pricing = new Pricing(usd(row.getBigDecimal(20)), usd(row.getBigDecimal(21)),
        traits.money().source(), traits.money().priceVersion());
    return new StoredRecord(usage, pricing, new StoredRecord.Provenance(series.clientId(), row.getString(4),
        series.seenBy(), row.getInt(29), Instants.of(row.getLong(30))));
  }

  private static @Nullable Usd usd(@Nullable BigDecimal amount) {
    return amount == null ? null : new Usd(amount);
  }

  static Tokens tokens(ResultSet row, int first) throws SQLException {
    return new Tokens(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3),
        row.getLong(first + 4), row.getLong(first + 5), row.getLong(first + 6));
  }

  private static CallDetails details(ResultSet row, Traits traits) throws SQLException {
    Traits.Outcome outcome = traits.outcome();
    return new CallDetails(row.getObject(16, Long.class), row.getObject(17, Long.class), outcome.stopReason(),
        outcome.streaming(), outcome.status(), traits.modifiersWith(row.getInt(18)), row.getString(22));
  }

  private static RecordId id(ResultSet row, boolean fromProvider) throws SQLException {
    Hash128 identity = new Hash128(row.getLong(23), row.getLong(24));
    @Nullable Hash128 alternate = hash(row, 25);
    @Nullable Hash128 hash = hash(row, 27);
    return new RecordId(identity, alternate, hash == null ? identity : hash, fromProvider);
  }

  private static @Nullable Hash128 hash(ResultSet row, int column) throws SQLException {
    long high = row.getLong(column);
    return row.wasNull() ? null : new Hash128(high, row.getLong(column + 1));
  }
}
