package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.TrendSeries;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.duckdb.engine.Database;
import dev.tokenly.store.duckdb.engine.Unchanged;
import dev.tokenly.store.usage.AggregateQuery;
import dev.tokenly.store.usage.AggregateRow;
import dev.tokenly.store.usage.ClientCounters;
import dev.tokenly.store.usage.Coverage;
import dev.tokenly.store.usage.Engine;
import dev.tokenly.store.usage.Overview;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.Ranking;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import dev.tokenly.store.usage.SqlAnswer;
import dev.tokenly.store.usage.SqlLimits;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts each question to the file that knows its SQL, on a reading thread. */
final class Questions implements UsageReader {
  private final Database database;
  private final RecordRow rows;
  private final FindSql.Where where;
  private final Unchanged<Boolean, StoreStats> stats;
  private volatile @Nullable Engine engine;

  Questions(Database database, Names names, FindSql.Where where) {
    this.database = database;
    this.rows = new RecordRow(names);
    this.where = where;
    this.stats = new Unchanged<>(database);
  }

  @Override
  public Totals totals(UsageQuestion question) {
    return database.ask("add up usage", connection -> TotalsSql.ask(connection, question));
  }

  @Override
  public List<TrendSeries> trend(TrendQuery query) {
    return database.ask("compute a trend", connection -> TrendSql.ask(connection, query));
  }

  @Override
  public List<GroupTotals> groups(GroupQuery query) {
    return database.ask("group usage", connection -> GroupSql.ask(connection, query));
  }

  @Override
  public Ranking ranking(GroupQuery query) {
    return database.ask("rank usage", connection -> GroupSql.ranking(connection, query));
  }

  @Override
  public Overview overview(UsageQuestion question, Instant since) {
    return database.ask("overlook a range", connection -> OverviewSql.ask(connection, question, since));
  }

  @Override
  public List<AggregateRow> aggregates(AggregateQuery query) {
    return database.ask("aggregate records", connection -> AggregateSql.ask(connection, query));
  }

  @Override
  public RecordPage records(RecordQuery query) {
    return database.read("read records", connection -> new RecordsSql(rows).page(connection, query));
  }

  @Override
  public long count(UsageQuestion question) {
    return database.ask("count records", connection -> new RecordsSql(rows).count(connection, question));
  }

  @Override
  public RecordPage tail(UsageFilter filter, @Nullable RecordCursor after, int limit) {
    return database.read("follow records",
        connection -> new RecordsSql(rows).tail(connection, filter, after, limit));
  }

  @Override
  public List<StoredRecord> find(String recordOrRequestId) {
    return database.read("find a record", connection -> FindSql.ask(connection, rows, where, recordOrRequestId));
  }

  @Override
  public Page<SessionTotals> sessions(SessionQuery query) {
    return database.read("list sessions", connection -> SessionSql.ask(connection, query));
  }

  @Override
  public List<String> values(Dimension dimension, String prefix, int limit) {
    return database.ask("list values", connection -> ValuesSql.ask(connection, dimension, prefix, limit));
  }

  @Override
  public List<Coverage> coverage(UsageQuestion question) {
    return database.ask("compute coverage", connection -> CoverageSql.ask(connection, question));
  }

  /** Asked once: neither version changes while the database is open. */
  @Override
  public Engine engine() {
    Engine known = engine;
    if (known == null) {
      Sql versions = new Sql().add("SELECT version(), max(version) FROM schema_version");
      known = database.ask("tell its version",
          connection -> versions.one(connection, row -> new Engine(row.getString(1), row.getInt(2))));
      engine = known;
    }
    return known;
  }

  @Override
  public StoreStats stats() {
    StoreStats known = stats.answer(true, () -> database.ask("measure the store", StatsSql::ask));
    return new StoreStats(known.records(), known.rollupRows(), StatsSql.bytes(database.folder()), known.oldest(),
        known.newest());
  }

  @Override
  public Optional<ClientCounters> counters(String clientId) {
    return database.ask("read a client's counters",
        connection -> Optional.ofNullable(ClientCounterRows.find(connection, clientId)));
  }

  @Override
  public Map<String, ClientCounters> counters() {
    return database.ask("read client counters", ClientCounterRows::all);
  }

  @Override
  public SqlAnswer sql(String statement, SqlLimits limits) {
    return database.runLong("run the statement", connection -> SelectSql.ask(connection, statement, limits));
  }
}
