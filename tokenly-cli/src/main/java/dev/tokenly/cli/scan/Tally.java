package dev.tokenly.cli.scan;

import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.UsageRecord;
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
  private final Map<Group, Sum> groups;

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

  /** Calls that no facet tells apart. */
  private record Group(LocalDate day, String model, String tool, String project, String session) {
    static Group of(UsageRecord usage, ZoneId zone) {
      Attribution who = usage.attribution();
      return new Group(
          LocalDate.ofInstant(usage.timestamp(), zone), usage.model().name(),
          or(who.application(), usage.origin().sourceFormat()), or(who.project(), ""), or(who.sessionId(), ""));
    }

    String name(Facet facet) {
      return switch (facet) {
        case DAY -> day.toString();
        case MODEL -> model;
        case TOOL -> tool;
        case PROJECT -> project;
        case SESSION -> session;
      };
    }

    /** Written out because every call asks: what the language makes of a record is slow until it is compiled twice. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Group that
          && session.equals(that.session)
          && day.equals(that.day)
          && model.equals(that.model)
          && project.equals(that.project)
          && tool.equals(that.tool);
    }

    @Override
    public int hashCode() {
      return (session.hashCode() * 31 + day.hashCode()) * 31 + model.hashCode();
    }
  }

  private Tally(Map<Group, Sum> groups) {
    this.groups = groups;
  }

  /** Prices the calls of a span; days begin in that zone. */
  public static Tally of(List<Ledger.Call> calls, Span span, Pricer prices, ZoneId zone) {
    return new Tally(
        calls.parallelStream()
            .map(Ledger.Call::usage)
            .filter(usage -> span.holds(usage.timestamp()))
            .collect(
                HashMap::new,
                (sums, usage) -> sum(sums, Group.of(usage, zone)).add(usage, prices.price(usage).cost()),
                (sums, others) -> others.forEach((group, sum) -> sum(sums, group).add(sum))));
  }

  private static <K> Sum sum(Map<K, Sum> sums, K key) {
    return sums.computeIfAbsent(key, _ -> new Sum());
  }

  private Map<String, Totals> totals(Facet facet) {
    Map<String, Sum> sums = new HashMap<>();
    groups.forEach((group, sum) -> sum(sums, group.name(facet)).add(sum));
    Map<String, Totals> totals = new HashMap<>();
    sums.forEach((name, sum) -> totals.put(name, sum.totals()));
    return totals;
  }

  private static String or(@Nullable String name, String otherwise) {
    return name == null ? otherwise : name;
  }

  /** Everything together. */
  public Totals all() {
    Sum sum = new Sum();
    groups.values().forEach(sum::add);
    return sum.totals();
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
