package dev.tokenly.cli.scan;

import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.query.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls added up by day, model, tool, project or session, each priced once; what has no price is counted apart. */
public final class Tally {
  private final List<Priced> calls;
  private final ZoneId zone;
  private final Totals all;

  /** What calls can be added up by. */
  public enum Facet {
    DAY,
    MODEL,
    TOOL,
    PROJECT,
    SESSION
  }

  /** The time whose calls count: from {@code since}, before {@code until}; null is open. */
  public record Span(@Nullable Instant since, @Nullable Instant until) {
    boolean holds(Instant moment) {
      return (since == null || !moment.isBefore(since)) && (until == null || moment.isBefore(until));
    }
  }

  /** A call and what it costs, null when nobody knows. */
  private record Priced(UsageRecord usage, @Nullable Usd cost) {}

  private Tally(List<Priced> calls, ZoneId zone) {
    this.calls = calls;
    this.zone = zone;
    Sum sum = new Sum();
    calls.forEach(call -> sum.add(call.usage, call.cost));
    this.all = sum.totals();
  }

  /** Prices the calls of a span; days begin in that zone. */
  public static Tally of(List<Ledger.Call> calls, Span span, Pricer prices, ZoneId zone) {
    List<Priced> priced =
        calls.parallelStream()
            .map(Ledger.Call::usage)
            .filter(usage -> span.holds(usage.timestamp()))
            .map(usage -> new Priced(usage, prices.price(usage).cost()))
            .toList();
    return new Tally(priced, zone);
  }

  private Map<String, Totals> totals(Facet facet) {
    Map<Object, Sum> sums = new HashMap<>();
    for (Priced call : calls) {
      sums.computeIfAbsent(key(facet, call.usage), _ -> new Sum()).add(call.usage, call.cost);
    }
    Map<String, Totals> totals = new HashMap<>();
    sums.forEach((key, sum) -> totals.put(key.toString(), sum.totals()));
    return totals;
  }

  private Object key(Facet facet, UsageRecord usage) {
    return switch (facet) {
      case DAY -> LocalDate.ofInstant(usage.timestamp(), zone);
      case MODEL -> usage.model().name();
      case TOOL -> or(usage.attribution().application(), usage.origin().sourceFormat());
      case PROJECT -> or(usage.attribution().project(), "");
      case SESSION -> or(usage.attribution().sessionId(), "");
    };
  }

  private static String or(@Nullable String name, String otherwise) {
    return name == null ? otherwise : name;
  }

  /** Everything together. */
  public Totals all() {
    return all;
  }

  /** One row a name: days in their order, the rest by cost, the largest first. Names are as in the logs. */
  public List<Map<String, @Nullable Object>> rows(Facet facet) {
    Comparator<Map.Entry<String, Totals>> byCost = Comparator.comparing(entry -> entry.getValue().cost());
    Comparator<Map.Entry<String, Totals>> byName = Map.Entry.comparingByKey();
    Comparator<Map.Entry<String, Totals>> byTokens = Comparator.comparingLong(entry -> entry.getValue().totalTokens());
    List<Map.Entry<String, Totals>> entries = new ArrayList<>(totals(facet).entrySet());
    entries
        .sort(facet == Facet.DAY ? byName : byCost.reversed().thenComparing(byTokens.reversed()).thenComparing(byName));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map.Entry<String, Totals> entry : entries) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", entry.getKey());
      row.putAll(fields(entry.getValue()));
      rows.add(row);
    }
    return rows;
  }

  /** Totals under the API's names; the cost is null when nothing is priced. */
  public static Map<String, @Nullable Object> fields(Totals totals) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("requests", totals.requests());
    fields.put("input_tokens", totals.tokens().input());
    fields.put("cache_read_tokens", totals.tokens().cacheRead());
    fields.put("cache_write_tokens", totals.tokens().cacheWrite());
    fields.put("output_tokens", totals.tokens().output());
    fields.put("reasoning_tokens", totals.tokens().reasoning());
    fields.put("total_tokens", totals.totalTokens());
    boolean known = totals.unpricedRequests() < totals.requests() || totals.requests() == 0;
    fields.put("cost_usd", known ? new BigDecimal(totals.cost().plain()) : null);
    fields.put("unpriced_requests", totals.unpricedRequests());
    return fields;
  }
}
