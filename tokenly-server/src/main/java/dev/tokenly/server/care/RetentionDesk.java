package dev.tokenly.server.care;

import dev.tokenly.model.json.Fields;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Kind;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.usage.RetentionResult;
import dev.tokenly.store.usage.StoreStats;
import dev.tokenly.store.usage.UsageStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long usage is kept: the calls under {@code /api/manage/retention}, and the daily run. */
public final class RetentionDesk {
  private static final Kind<Run> LAST = new Kind<>(DocumentKind.INSTALLATION, Run.class);
  private static final String LAST_KEY = "retention_last_run";
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(365);
  private static final Logger LOG = LoggerFactory.getLogger(RetentionDesk.class);
  private static final long MOST_DAYS = 36_600;

  private final Administration administration;
  private final UsageStore store;
  private final Defaults defaults;
  private final ReentrantLock running = new ReentrantLock();

  /** Days to keep records and sums where the policy says nothing. */
  public record Defaults(LongSupplier recordDays, LongSupplier aggregateDays) {}

  /** A run that removed something or could have. */
  record Run(Instant at, long records, long rollupRows) {}

  RetentionDesk(Administration administration, UsageStore store, Defaults defaults) {
    this.administration = administration;
    this.store = store;
    this.defaults = defaults;
  }

  private StoredPolicy stored() {
    return administration.find(StoredPolicy.KIND, StoredPolicy.KEY).orElse(StoredPolicy.NONE);
  }

  private EffectivePolicy effective(StoredPolicy stored) {
    return stored.filled(defaults.recordDays().getAsLong(), defaults.aggregateDays().getAsLong());
  }

  /** {@code GET /manage/retention}. */
  public Response show(Request request) {
    StoreStats stats = store.ask().stats();
    Map<String, @Nullable Object> storage = new LinkedHashMap<>();
    storage.put("records", stats.records());
    storage.put("rollup_rows", stats.rollupRows());
    storage.put("size_bytes", stats.bytes());
    storage.put("oldest", stats.oldest());
    storage.put("newest", stats.newest());
    Run last = lastRun();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("policy", effective(stored()));
    answer.put("last_run", last);
    answer.put("next_run", last == null ? administration.now() : last.at().plus(A_DAY));
    answer.put("storage", storage);
    return Response.json(answer);
  }

  /** {@code PUT /manage/retention/policy}: what is not named stays as it is, the configuration's if it never was. */
  public Response setPolicy(Request request) throws IOException {
    Fields body = request.json();
    StoredPolicy before = stored();
    StoredPolicy after =
        new StoredPolicy(
            days(body, "default_retention_days", before.defaultRetentionDays()),
            days(body, "aggregate_retention_days", before.aggregateRetentionDays()),
            each(body, "services", before.services()),
            clients(body, before.clients()));
    EffectivePolicy policy = effective(after);
    if (policy.aggregateRetentionDays() < policy.longest()) {
      throw Refusal.invalid(
          "aggregate_retention_days", "sums must be kept at least as long as records: " + policy.longest());
    }
    administration.change(
        Actor.of(request),
        change -> {
          change.put(StoredPolicy.KIND, StoredPolicy.KEY, after);
          change.audit("config_set", "config", "retention.policy", Map.of("days", policy.defaultRetentionDays()));
          return true;
        });
    return Response.json(policy);
  }

  private static @Nullable Long days(Fields body, String name, @Nullable Long absent) {
    return body.has(name) ? Long.valueOf(days(body, name)) : absent;
  }

  private static long days(Fields body, String name) {
    long days = body.number(name, 0);
    if (days < 1 || days > MOST_DAYS) {
      throw Refusal.invalid(name, "a whole number of days from 1 to " + MOST_DAYS + " is needed");
    }
    return days;
  }

  private static Map<String, Long> each(Fields body, String name, Map<String, Long> absent) {
    Fields object = body.optionalObject(name);
    if (object == null) {
      return absent;
    }
    Map<String, Long> days = new LinkedHashMap<>();
    object.values().keySet().forEach(key -> days.put(key, days(object, key)));
    return days;
  }

  /** A machine there is not would be one whose records are not kept. */
  private Map<String, Long> clients(Fields body, Map<String, Long> absent) {
    Map<String, Long> days = each(body, "clients", absent);
    Map<String, String> hostnames = hostnames();
    for (String client : days.keySet()) {
      if (!absent.containsKey(client) && !hostnames.containsKey(client) && !hostnames.containsValue(client)) {
        throw Refusal.invalid("clients", "no client \"" + client + "\"");
      }
    }
    return days;
  }

  private Map<String, String> hostnames() {
    return administration.read(tables -> tables.clients().hostnames());
  }

  /** {@code POST /manage/retention/apply}: a dry run unless {@code dry_run} is false. */
  public Response apply(Request request) throws IOException {
    boolean dryRun = request.json().flag("dry_run", true);
    if (!running.tryLock()) {
      throw Refusal.conflict("conflict", "a retention run is under way");
    }
    try {
      return Response.json(answer(dryRun, run(Actor.of(request), dryRun)));
    } finally {
      running.unlock();
    }
  }

  /** Runs when the last run is a day ago; called now and then. */
  public void applyDaily() {
    if (isDue() && isClockPlausible() && running.tryLock()) {
      try {
        run(Actor.SYSTEM, false);
      } finally {
        running.unlock();
      }
    }
  }

  private boolean isDue() {
    Instant now = administration.now();
    Run last = lastRun();
    return last == null || last.at().isAfter(now) || !last.at().plus(A_DAY).isAfter(now);
  }

  /**
   * Whether the clock may be believed when it says what is old. A clock that jumped ahead by years must not empty the
   * ledger: after a year without a run or a call it takes a person to remove anything.
   */
  public boolean isClockPlausible() {
    Run last = lastRun();
    Instant known = last == null ? store.ask().stats().newest() : last.at();
    boolean isPlausible = known == null || known.plus(LONGEST_PAUSE).isAfter(administration.now());
    if (!isPlausible) {
      LOG.warn(
          "nothing is removed by itself: by this machine's clock it is {}, and the last that was heard of is {}; if the"
              + " clock is right, run `tokenly retention apply --now`",
          administration.now(), known);
    }
    return isPlausible;
  }

  private RetentionResult run(Actor actor, boolean dryRun) {
    Instant now = administration.now();
    RetentionResult result = store.care().retain(effective(stored()).policy(hostnames()), now, dryRun);
    if (!dryRun) {
      administration.change(
          actor,
          change -> {
            change.put(LAST, LAST_KEY, new Run(now, result.records(), result.rollupRows()));
            if (result.records() > 0 || !actor.equals(Actor.SYSTEM)) {
              change.audit("retention_apply", "system", null, Map.of("records", result.records()));
            }
            return true;
          });
    }
    return result;
  }

  private @Nullable Run lastRun() {
    return administration.find(LAST, LAST_KEY).orElse(null);
  }

  private static Map<String, Object> answer(boolean dryRun, RetentionResult result) {
    List<Map<String, @Nullable Object>> groups =
        result.groups().stream()
            .map(
                group -> {
                  Map<String, @Nullable Object> row = new LinkedHashMap<>();
                  row.put("service", group.service());
                  row.put("client_id", group.clientId());
                  row.put("records", group.records());
                  row.put("oldest", group.oldest());
                  row.put("cutoff", group.cutoff());
                  return row;
                })
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("dry_run", dryRun);
    answer.put("records", result.records());
    answer.put("rollup_rows", result.rollupRows());
    answer.put("groups", groups);
    return answer;
  }
}
