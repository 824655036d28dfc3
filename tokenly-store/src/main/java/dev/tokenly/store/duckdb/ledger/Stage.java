package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.store.usage.Resighting;
import dev.tokenly.store.usage.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of a batch, each once, together with what the table already has of them. */
final class Stage {
  private Map<Hash128, Call> byId = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<Hash128> retired = new HashSet<>();
  private final Pricer pricer;
  private final Repeats repeats;

  Stage(Pricer pricer, Repeats repeats) {
    this.pricer = pricer;
    this.repeats = repeats;
  }

  /** Makes room for so many calls; said before the first. */
  void expect(int count) {
    byId = HashMap.newHashMap(count);
  }

  /** What a sighting was: a call nobody knew, one that changed what is counted, or nothing new. */
  enum Verdict {
    STORED, REPLACED, DUPLICATE
  }

  /** Adds a row of the table. Rows come before the sightings they are compared with. */
  void put(Call.StoredRow row) {
    if (byId.containsKey(row.record().usage().id().identity())) {
      return;
    }
    Call call = Call.stored(row);
    calls.add(call);
    index(call, row.record().usage().id());
  }

  /** Notes an identity whose record is gone but whose usage is still counted. */
  void putRetired(Hash128 identity) {
    retired.add(identity);
  }

  private void index(Call call, RecordId id) {
    byId.put(id.identity(), call);
    if (id.alternate() != null) {
      byId.put(id.alternate(), call);
    }
  }

  Verdict see(StoredRecord seen) {
    RecordId id = seen.usage().id();
    @Nullable Call call = byId.get(id.identity());
    @Nullable Call other = id.alternate() == null ? null : byId.get(id.alternate());
    if (call == null && other == null) {
      return first(seen);
    }
    if (call == null || other == null || call == other) {
      return again(call == null ? require(other) : call, seen);
    }
    join(call, other);
    again(call, seen);
    return Verdict.REPLACED;
  }

  private static Call require(@Nullable Call call) {
    if (call == null) {
      throw new IllegalStateException("a sighting without a call");
    }
    return call;
  }

  private Verdict first(StoredRecord seen) {
    RecordId id = seen.usage().id();
    if (retired.contains(id.identity()) || (id.alternate() != null && retired.contains(id.alternate()))) {
      repeats.duplicate(seen, seen);
      return Verdict.DUPLICATE;
    }
    Call call = Call.seen(seen);
    calls.add(call);
    index(call, id);
    return Verdict.STORED;
  }

  private Verdict again(Call call, StoredRecord seen) {
    StoredRecord before = call.current();
    Resighting merged = Resighting.of(before, seen, pricer);
    if (merged.effect() != Resighting.Effect.NONE) {
      call.become(merged.stored());
    }
    index(call, seen.usage().id());
    if (merged.effect() != Resighting.Effect.REPLACED) {
      repeats.duplicate(call.current(), seen);
      return Verdict.DUPLICATE;
    }
    repeats.superseded(call.current(), before);
    repeats.superseded(call.current(), seen);
    return Verdict.REPLACED;
  }

  /** Two calls turn out to be one: a sighting carried both their ids. */
  private void join(Call call, Call other) {
    StoredRecord before = call.current();
    call.become(Resighting.of(before, other.current(), pricer).stored());
    repeats.superseded(call.current(), before);
    repeats.superseded(call.current(), other.current());
    call.absorb(other);
    index(call, other.current().usage().id());
    other.rows().forEach(row -> index(call, row.record().usage().id()));
  }

  /** Every call in order of its first sighting, those that became part of another with nothing to write. */
  List<Call> calls() {
    return calls;
  }
}
