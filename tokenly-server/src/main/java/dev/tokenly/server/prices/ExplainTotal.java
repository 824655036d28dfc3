package dev.tokenly.server.prices;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.Match;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.Quote;
import dev.tokenly.model.price.Rates;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.server.http.Endpoint;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.records.Scope;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /manage/explain}: what a total is made of, a part for each way its calls came to a cost: tokens a bucket times
 * the same rates and factor. The costs are those stored, to the last decimal, so the parts add up to the total.
 */
public final class ExplainTotal implements Endpoint {
  private static final long MOST = 2_000_000;

  private final CurrentPrices prices;
  private final UsageStore usage;
  private final InstantSource clock;

  ExplainTotal(CurrentPrices prices, UsageStore usage, InstantSource clock) {
    this.prices = prices;
    this.usage = usage;
    this.clock = clock;
  }

  /** Calls that came to their cost in the same way. */
  private record Way(
      String service, String model, String costSource, @Nullable String priceVersion, @Nullable String rule,
      @Nullable Rates rates, BigDecimal factor, @Nullable String reason) {}

  private static final class Part {
    private long requests;
    private Tokens tokens = Tokens.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;
  }

  @Override
  public Response answer(Request request) throws IOException {
    UsageQuestion question = Scope.question(request.query(), clock.instant());
    Totals total = usage.ask().totals(question);
    if (total.requests() > MOST) {
      throw Refusal.invalid("start_time", total.requests() + " calls are too many to explain: name less than " + MOST);
    }
    PriceBook book = prices.book();
    Map<Way, Part> parts = new HashMap<>();
    usage.care().export(question, stored -> add(parts, stored, book));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total_cost", total.cost().amount());
    answer.put("requests", total.requests());
    answer.put("unpriced_requests", total.unpricedRequests());
    answer.put("priced_token_share", total.unpriced().pricedShare());
    answer.put("parts", parts.entrySet().stream().sorted(LARGEST_FIRST).map(ExplainTotal::shown).toList());
    return Response.json(answer);
  }

  private static final Comparator<Map.Entry<Way, Part>> LARGEST_FIRST =
      Comparator.<Map.Entry<Way, Part>, BigDecimal>comparing(entry -> entry.getValue().cost)
          .reversed()
          .thenComparing(entry -> entry.getKey().toString());

  private static void add(Map<Way, Part> parts, StoredRecord stored, PriceBook book) {
    UsageRecord record = stored.usage();
    Quote quote = book.quote(record);
    Match match = quote.match();
    Way way =
        new Way(
            record.service(), record.model().name(), stored.pricing().source().wireName(),
            stored.pricing().priceVersion(), match == null ? null : match.rule(), quote.rates(), quote.factor(),
            quote.reason());
    Part part = parts.computeIfAbsent(way, _ -> new Part());
    part.requests++;
    part.tokens = part.tokens.plus(record.tokens());
    part.cost = stored.pricing().cost() == null ? part.cost : part.cost.add(stored.pricing().cost().amount());
  }

  private static Map<String, @Nullable Object> shown(Map.Entry<Way, Part> entry) {
    Way way = entry.getKey();
    Part part = entry.getValue();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("service", way.service());
    json.put("model", way.model());
    json.put("requests", part.requests);
    json.put("cost_usd", way.costSource().equals("unpriced") ? null : part.cost);
    json.put("cost_source", way.costSource());
    json.put("price_version", way.priceVersion());
    json.put("rule", way.rule());
    json.put("factor", way.factor());
    json.put("buckets", way.rates() == null ? List.of() : ExplainEndpoints.buckets(part.tokens, way.rates()));
    json.put("reason", way.reason());
    return json;
  }
}
