package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.Overview;
import dev.tokenly.store.usage.Overview.Part;
import dev.tokenly.store.usage.Overview.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A range as a whole in one statement: each source is read once, added up by start and, where it is asked about, by series;
 * both, which are few rows, are added up further to days and parts.
 */
final class OverviewSql {
  /** The level of rows that are days; the others are grouping ids of {@link Overview#BY}. */
  private static final int DAY = -1;

  /** Which stretch of time a row is of. */
  private static final int EARLIER = 0;

  private static final int BEFORE = 1;
  private static final int ASKED = 2;

  /** No more than an overview shows, since planning a statement takes longer the more it sums. */
  private static final String SUMS = """
            sum(requests)::BIGINT AS requests, sum(cost)::DECIMAL(38, 10) AS cost,
            sum(unpriced_requests)::BIGINT AS unpriced_requests, sum(unpriced_tokens)::BIGINT AS unpriced_tokens,
            sum(total_tokens)::BIGINT AS total_tokens""";

  private static final List<String> COUNTS =
      List.of("requests", "cost", "unpriced_requests", "unpriced_tokens", "total_tokens");

  private static final Comparator<Part> LARGEST_FIRST =
      Comparator.comparing((Part part) -> part.sum().cost()).reversed()
          .thenComparing(Part::name);

  private final UsageQuestion question;
  private final Instant since;
  private final Buckets days;
  private final Map<Dimension, List<Part>> parts = new EnumMap<>(Dimension.class);
  private final Map<Instant, Sum> asked = new HashMap<>();
  private final Map<Instant, Sum> everything = new HashMap<>();
  private Sum before = Sum.NONE;

  private OverviewSql(UsageQuestion question, Instant since) {
    this.question = question;
    this.since = since;
    TimeRange range = question.range();
    Instant first = since.isBefore(range.before().start()) ? since : range.before().start();
    this.days = Buckets.between(first, range.end(), question.zone(), Interval.DAY);
  }

  /** {@code since} is the start of a day. */
  static Overview ask(DuckDBConnection connection, UsageQuestion question, Instant since) throws SQLException {
    OverviewSql overview = new OverviewSql(question, since);
    overview.statement().all(connection, overview::take);
    return overview.answer();
  }

  private Sql statement() {
    TimeRange range = question.range();
    Sql sql = new Sql().add("WITH cell AS MATERIALIZED (");
    cells(sql, ASKED, range);
    cells(sql.add(" UNION ALL "), BEFORE, range.before());
    if (since.isBefore(range.before().start())) {
      cells(sql.add(" UNION ALL "), EARLIER, new TimeRange(since, range.before().start()));
    }
    String columns = Overview.BY.stream().map(Filters::column).collect(Collectors.joining(", "));
    String sets = Overview.BY.stream().map(Filters::column).collect(Collectors.joining("), (", "(", ")"));
    return sql.add(") SELECT grouping_id(" + columns + "), " + ASKED + ", NULL::BIGINT, ").add(columns).add(", ")
        .add(SUMS).add(" FROM cell u JOIN series s ON s.id = u.series GROUP BY GROUPING SETS (")
        .add(sets).add(") HAVING sum(u.requests) <> 0 UNION ALL SELECT " + DAY + ", u.era, epoch_us(b.start), ")
        .add("NULL, NULL, NULL, ").add(SUMS).add(" FROM cell u ASOF JOIN ").add(days.table())
        .add(" ON u.start_at >= b.start GROUP BY u.era, b.start");
  }

  /** A stretch added up by start, and only what is asked about by series too. */
  private void cells(Sql sql, int era, TimeRange range) {
    Grain widest = Filters.needsRecords(question.filter(), Overview.BY) ? Grain.RECORD : days.widest();
    sql.add("SELECT " + era + " AS era, " + (era == ASKED ? "u.series" : "NULL") + " AS series, u.start_at, ")
        .add(SUMS).add(" FROM ").add(Source.of(range, widest, COUNTS)).add(" u");
    if (!question.filter().allowed().isEmpty()) {
      sql.add(" JOIN series s ON s.id = u.series WHERE true");
      Filters.and(sql, question.filter());
    }
    sql.add(" GROUP BY " + (era == ASKED ? "GROUPING SETS ((u.series), (u.start_at))" : "u.start_at"));
  }

  private boolean take(ResultSet row) throws SQLException {
    int level = row.getInt(1);
    int era = row.getInt(2);
    Sum sum = sum(row, Overview.BY.size() + 4);
    if (level == DAY) {
      Instant start = Instants.of(row.getLong(3));
      everything.merge(start, sum, Sum::plus);
      if (era == ASKED) {
        asked.put(start, sum);
      } else if (era == BEFORE) {
        before = before.plus(sum);
      }
      return true;
    }
    int at = grouped(level);
    return parts.computeIfAbsent(Overview.BY.get(at), _ -> new ArrayList<>()).add(new Part(row.getString(at + 4), sum));
  }

  private static Sum sum(ResultSet row, int first) throws SQLException {
    Unpriced unpriced = new Unpriced(row.getLong(first + 2), row.getLong(first + 3), row.getLong(first + 4));
    return new Sum(row.getLong(first), new Usd(row.getBigDecimal(first + 1)), unpriced);
  }

  /** The bit that is not set in a grouping id names the dimension, the first one being the highest bit. */
  private static int grouped(int groupingId) {
    for (int at = 0; at < Overview.BY.size(); at++) {
      if ((groupingId & (1 << (Overview.BY.size() - 1 - at))) == 0) {
        return at;
      }
    }
    throw new IllegalStateException("a row of no grouping");
  }

  private Overview answer() {
    parts.values().forEach(list -> list.sort(LARGEST_FIRST));
    Instant firstAsked = Interval.DAY.floor(question.range().start().atZone(question.zone())).toInstant();
    return new Overview(parts, before, points(firstAsked, asked), points(since, everything));
  }

  private List<TrendPoint> points(Instant first, Map<Instant, Sum> sums) {
    return days.starts().stream().filter(start -> !start.isBefore(first))
        .map(start -> point(start, sums.getOrDefault(start, Sum.NONE))).toList();
  }

  private static TrendPoint point(Instant start, Sum sum) {
    return new TrendPoint(start, sum.cost().amount(), sum.requests(), sum.unpriced());
  }
}
