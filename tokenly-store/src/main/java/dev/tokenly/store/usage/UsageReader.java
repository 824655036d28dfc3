package dev.tokenly.store.usage;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.TrendSeries;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the ledger. Guarantees:
 * <ol>
 * <li>An answer is a snapshot: all of it from one committed state.
 * <li>Every commit before the call is seen.
 * <li>Token counts and money are exact; a range's parts add up to the range in every time zone.
 * <li>An absent dimension value is the empty text; an unpriced record adds to {@code unpriced…}, never to a cost.
 * <li>Client values in filters and answers are client ids; a filter may also name a host.
 * </ol>
 */
public interface UsageReader {
  Totals totals(UsageQuestion question);

  /** One series, or one a group, with every bucket of the range, empty ones included. */
  List<TrendSeries> trend(TrendQuery query);

  /** Groups, the largest by the query's metric first; names break ties. */
  List<GroupTotals> groups(GroupQuery query);

  /** The same with the total of all groups. */
  Ranking ranking(GroupQuery query);

  /** A range as a whole, with its history since {@code since}, the start of a day. */
  Overview overview(UsageQuestion question, Instant since);

  List<AggregateRow> aggregates(AggregateQuery query);

  RecordPage records(RecordQuery query);

  /** How many records a question is about. */
  long count(UsageQuestion question);

  /** Records in the order they were stored, from after the cursor; with a null cursor the newest ones. */
  RecordPage tail(UsageFilter filter, @Nullable RecordCursor after, int limit);

  /** A record by its identity in hexadecimal or by its (alternate) request id; several when services share one. */
  List<StoredRecord> find(String recordOrRequestId);

  Page<SessionTotals> sessions(SessionQuery query);

  /** The values a dimension has, most used first, for completion and pickers. */
  List<String> values(Dimension dimension, String prefix, int limit);

  List<Coverage> coverage(UsageQuestion question);

  StoreStats stats();

  Engine engine();

  Optional<ClientCounters> counters(String clientId);

  /** All clients' counters, by client id. */
  Map<String, ClientCounters> counters();

  /**
   * Runs one SELECT over the documented views; throws {@link IllegalArgumentException} with the reason when it is
   * anything else, names anything else, is wrong, or exceeds the time limit.
   */
  SqlAnswer sql(String statement, SqlLimits limits);
}
