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
 * A range as a whole in one statement, which adds up by part what is asked about, and by start everything. The starts are few
 * rows and are added up to days here: planning that would take the engine longer.
 */
final class OverviewSql {
  /** Which stretch of time a row is of; that of a part has the grouping id of its dimension instead. */
  private static final int ASKED = -1;

  private static final int BEFORE = -2;
  private static final int EARLIER = -3;

  /** No more than an overview shows, and no casts: both make planning longer. */
  private static final String SUMS =
      "sum(u.requests) AS requests, sum(u.cost) AS cost, sum(u.unpriced_requests) AS unpriced_requests,"
          + " sum(u.unpriced_tokens) AS unpriced_tokens, sum(u.total_tokens) AS total_tokens";

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
    String names = Overview.BY.stream().map(Filters::column).collect(Collectors.joining(", "));
    Sql sql = new Sql().add("SELECT grouping_id(" + names + "), NULL::BIGINT, " + SUMS + ", " + names + " FROM (");
    sums(sql, "u.series", Grain.DAY, range);
    sql.add(") u JOIN series s ON s.id = u.key GROUP BY GROUPING SETS ((" + names.replace(", ", "), (") + "))");
    starts(sql, ASKED, range);
    starts(sql, BEFORE, range.before());
    if (since.isBefore(range.before().start())) {
      starts(sql, EARLIER, new TimeRange(since, range.before().start()));
    }
    return sql;
  }

  private void starts(Sql sql, int era, TimeRange range) {
    sql.add(" UNION ALL SELECT " + era + ", epoch_us(u.key), u.* EXCLUDE (key)" + ", NULL".repeat(Overview.BY.size())
        + " FROM (");
    sums(sql, "u.start_at", days.widest(), range);
    sql.add(") u");
  }

  private void sums(Sql sql, String key, Grain widest, TimeRange range) {
    UsageQuestion part = new UsageQuestion(range, question.zone(), question.filter());
    sql.add("SELECT " + key + " AS key, " + SUMS + " FROM ").add(Source.of(part, List.of(), widest, COUNTS)).add(" u");
    if (!question.filter().allowed().isEmpty()) {
      Filters.join(sql, question.filter());
    }
    sql.add(" GROUP BY " + key);
  }

  private boolean take(ResultSet row) throws SQLException {
    int era = row.getInt(1);
    Sum sum = sum(row, 3);
    if (era >= 0) {
      int at = grouped(era);
      return sum.requests() == 0
          || parts.computeIfAbsent(Overview.BY.get(at), _ -> new ArrayList<>())
              .add(new Part(row.getString(at + 8), sum));
    }
    Instant day = days.startOf(Instants.of(row.getLong(2)));
    everything.merge(day, sum, Sum::plus);
    if (era == ASKED) {
      asked.merge(day, sum, Sum::plus);
    } else if (era == BEFORE) {
      before = before.plus(sum);
    }
    return true;
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
