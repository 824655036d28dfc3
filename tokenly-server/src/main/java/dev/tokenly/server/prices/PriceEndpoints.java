package dev.tokenly.server.prices;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.price.BookFile;
import dev.tokenly.model.price.LiteLlmFile;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.PriceChange;
import dev.tokenly.model.price.PriceEntry;
import dev.tokenly.model.price.PriceLayer;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.RepriceResult;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls under {@code /api/manage/prices} that list and change prices. */
public final class PriceEndpoints {
  private static final long MAX_BOOK_BYTES = 16L << 20;
  private static final int MAX_SHOWN_CHANGES = 1000;
  private static final List<String> RATES =
      List.of("input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "reasoning");
  private static final Set<String> TERMS = Set.of("from", "to", "free", "above", "hours");

  private final CurrentPrices prices;
  private final PriceChanges changes;
  private final Repricing repricing;
  private final InstantSource clock;

  PriceEndpoints(CurrentPrices prices, Administration administration, Repricing repricing, InstantSource clock) {
    this.prices = prices;
    this.changes = new PriceChanges(administration, prices);
    this.repricing = repricing;
    this.clock = clock;
  }

  /** Every price, the strongest layer first; {@code at} keeps those valid at a moment. */
  public Response list(Request request) {
    String model = request.query().text("model").orElse("").toLowerCase(Locale.ROOT);
    String provider = request.query().text("provider").orElse("");
    Instant at = request.query().time("at", clock.instant()).orElse(null);
    List<Map<String, Object>> found = new ArrayList<>();
    for (PriceLayer layer : prices.book().layers()) {
      for (PriceEntry entry : layer.entries()) {
        boolean named = entry.name().model().toLowerCase(Locale.ROOT).contains(model);
        boolean provided = provider.isEmpty() || entry.name().provider().equals(provider);
        if (named && provided && (at == null || entry.validity().holdsAt(at))) {
          found.add(shown(layer, entry));
        }
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("prices", request.query().page(found));
    answer.put("layers", prices.book().layers().stream().map(PriceEndpoints::shown).toList());
    answer.put("mode", prices.book().mode().name().toLowerCase(Locale.ROOT));
    answer.put("total", found.size());
    return Response.json(answer);
  }

  private static Map<String, Object> shown(PriceLayer layer) {
    return Map.of("layer", layer.name(), "version", layer.version(), "prices", layer.entries().size());
  }

  private static Map<String, Object> shown(PriceLayer layer, PriceEntry entry) {
    Map<String, Object> json = BookFile.toJson(entry);
    json.put("layer", layer.name());
    return json;
  }

  /**
   * Imports a price list from the body, LiteLLM's or ours; with {@code dry_run} it only tells what would change. Records
   * that were unpriced are priced at once.
   */
  public Response importBook(Request request) throws IOException {
    byte[] body = request.body(MAX_BOOK_BYTES).readAllBytes();
    Instant now = clock.instant();
    PriceBook before = prices.book();
    Parsed parsed = parse(body, request, now, before);
    List<PriceChange> changed = PriceChange.between(before, parsed.layer(), now);
    boolean dryRun = request.query().flag("dry_run");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", parsed.layer().version());
    answer.put("prices", parsed.layer().entries().size());
    answer.put("left_out", parsed.leftOut());
    answer.put("changed", changed.size());
    answer.put("changes", changed.stream().limit(MAX_SHOWN_CHANGES).map(PriceEndpoints::shown).toList());
    answer.put("dry_run", dryRun);
    if (!dryRun) {
      changes.imported(Actor.of(request), parsed.layer());
      answer.put("newly_priced", repricing.priceTheUnpriced());
    }
    return Response.json(answer);
  }

  private record Parsed(PriceLayer layer, int leftOut) {}

  private static Parsed parse(byte[] body, Request request, Instant now, PriceBook book) {
    try {
      Instant from = request.query().time("valid_from", now).map(PriceEndpoints::day).orElse(null);
      if (JsonText.trustedObject(body).containsKey("schema")) {
        PriceLayer own = BookFile.read("import", body);
        return new Parsed(from == null ? own : own.from(from), 0);
      }
      Instant validFrom = from == null ? day(now) : from;
      String version = request.query().text("version").orElse("litellm " + now.atOffset(ZoneOffset.UTC).toLocalDate());
      LiteLlmFile.Imported imported = LiteLlmFile.read(body, version, book, validFrom);
      return new Parsed(imported.layer(), imported.leftOut());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("body", String.valueOf(e.getMessage()));
    }
  }

  /** Prices begin and end with a day. */
  private static Instant day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.DAYS);
  }

  private static Map<String, @Nullable Object> shown(PriceChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("provider", change.then().name().provider());
    json.put("model", change.then().name().model());
    json.put("now", change.now() == null ? null : rates(change.now()));
    json.put("then", rates(change.then()));
    return json;
  }

  /** What an entry costs, null where it says nothing; when it holds, its tiers and hours where it has any. */
  private static Map<String, @Nullable Object> rates(PriceEntry entry) {
    Map<String, Object> all = BookFile.toJson(entry);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    RATES.forEach(name -> json.put(name, all.get(name)));
    all.keySet().retainAll(TERMS);
    json.putAll(all);
    return json;
  }

  /** Sets a price of the admin's own. */
  public Response set(Request request) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>(request.json().values());
    body.putIfAbsent("source", "set by " + request.caller().username());
    PriceEntry entry;
    try {
      entry = BookFile.newEntry(Fields.of(body));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("body", String.valueOf(e.getMessage()));
    }
    changes.set(Actor.of(request), entry);
    Map<String, Object> answer = BookFile.toJson(entry);
    answer.put("newly_priced", repricing.priceTheUnpriced());
    return Response.json(answer);
  }

  /** Removes the admin's own prices of a model, so that the next layer counts again. */
  public Response remove(Request request) {
    String provider = request.query().text("provider").orElseThrow(() -> Refusal.invalid("provider", "missing"));
    String model = request.query().text("model").orElseThrow(() -> Refusal.invalid("model", "missing"));
    if (changes.remove(Actor.of(request), provider.toLowerCase(Locale.ROOT), model) == 0) {
      throw Refusal.notFound("price of your own for", provider + "/" + model);
    }
    return Response.json(Map.of("provider", provider, "model", model, "removed", true));
  }

  /** Prices history again by the book as it is now; a dry run only shows what would move, per model and month. */
  public Response reprice(Request request) throws IOException {
    Fields body = request.json();
    boolean dryRun = body.flag("dry_run", false);
    Instant now = clock.instant();
    RepriceQuery query = new RepriceQuery(RepriceBody.question(body, now), body.flag("only_unpriced", false));
    RepriceResult result = repricing.run(query, dryRun);
    if (!dryRun) {
      changes.repriced(Actor.of(request), result.examined(), result.changed());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("examined", result.examined());
    answer.put("changed", result.changed());
    answer.put("moves", result.moves().stream().map(PriceEndpoints::shown).toList());
    answer.put("dry_run", dryRun);
    return Response.json(answer);
  }

  private static Map<String, Object> shown(RepriceResult.Move move) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("service", move.service());
    json.put("model", move.model());
    json.put("month", move.month().toString());
    json.put("records", move.records());
    json.put("newly_priced", move.newlyPriced());
    json.put("before", move.before().amount());
    json.put("after", move.after().amount());
    return json;
  }
}
