package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.Merge;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls in memory, each counted once whatever order, file or number of times it is seen in: two sightings are one call when
 * they share an identity, or one's identity is the other's alternate. Thread-safe.
 */
public final class Ledger implements RecordSink {
  /** Room from the start: tables that grow to hundreds of thousands of calls are made anew nine times. */
  private static final int FIRST_CALLS = 100_000;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Hash128, Entry> byIdentity = HashMap.newHashMap(FIRST_CALLS);
  private final Map<Hash128, List<Entry>> byAlternate = HashMap.newHashMap(FIRST_CALLS);
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, UsageRecord.ModelUsed> models = new ConcurrentHashMap<>();
  private final Map<String, Long> rejects = new TreeMap<>();
  private final boolean keepsIdTexts;
  private long sightings;
  private long unfinished;

  private Ledger(boolean keepsIdTexts) {
    this.keepsIdTexts = keepsIdTexts;
  }

  /** A ledger that forgets the texts of ids, for hundreds of thousands of calls in little memory. */
  public static Ledger compact() {
    return new Ledger(false);
  }

  /** A ledger that keeps whole records. */
  public static Ledger full() {
    return new Ledger(true);
  }

  /** One call: what is known of it, and the entry it turned out to be the same call as. */
  private static final class Entry {
    private UsageRecord usage;
    private int seenBy;
    private @Nullable Entry joined;

    Entry(Merge.Sighting sighting) {
      this.usage = sighting.usage();
      this.seenBy = sighting.seenBy();
    }

    void add(Merge.Sighting sighting) {
      Merge.Sighting merged = Merge.of(new Merge.Sighting(usage, seenBy), sighting).sighting();
      usage = merged.usage();
      seenBy = merged.seenBy();
    }

    Entry root() {
      Entry root = this;
      for (Entry next = joined; next != null; next = next.joined) {
        root = next;
      }
      return root;
    }
  }

  /** One call of the ledger with the bits of the {@link dev.tokenly.model.Observer}s that saw it. */
  public record Call(UsageRecord usage, int seenBy) {}

  @Override
  public void record(UsageRecord usage) {
    if (isImmense(usage.tokens())) {
      bad("more than " + UsageLineReader.DEFAULT_MAX_TOKENS + " tokens of a kind in one call");
      return;
    }
    add(Merge.Sighting.of(slim(usage)));
  }

  /** What no server would take either. */
  private static boolean isImmense(Tokens tokens) {
    long most = Math.max(Math.max(tokens.input(), tokens.output()), Math.max(tokens.cacheRead(), tokens.cacheWrite()));
    return most > UsageLineReader.DEFAULT_MAX_TOKENS;
  }

  private synchronized void add(Merge.Sighting sighting) {
    sightings++;
    RecordId id = sighting.usage().id();
    Hash128 alternate = id.alternate();
    Entry entry = root(byIdentity.get(id.identity()));
    for (Entry other : byAlternate.getOrDefault(id.identity(), List.of())) {
      entry = join(entry, other.root());
    }
    if (alternate != null) {
      entry = join(entry, root(byIdentity.get(alternate)));
    }
    if (entry == null) {
      entry = new Entry(sighting);
      entries.add(entry);
    } else {
      entry.add(sighting);
    }
    byIdentity.put(id.identity(), entry);
    if (alternate != null) {
      addAlternate(alternate, entry);
    }
  }

  private static @Nullable Entry root(@Nullable Entry entry) {
    return entry == null ? null : entry.root();
  }

  private void addAlternate(Hash128 alternate, Entry entry) {
    List<Entry> same = byAlternate.putIfAbsent(alternate, List.of(entry));
    if (same != null && same.stream().noneMatch(other -> other.root().equals(entry))) {
      List<Entry> longer = new ArrayList<>(same);
      longer.add(entry);
      byAlternate.put(alternate, List.copyOf(longer));
    }
  }

  /** Two entries that turn out to be one call become one; whoever still finds the other is led to it. */
  private static @Nullable Entry join(@Nullable Entry known, @Nullable Entry other) {
    if (known == null || other == null || known.equals(other)) {
      return known == null ? other : known;
    }
    known.add(new Merge.Sighting(other.usage, other.seenBy));
    other.joined = known;
    return known;
  }

  /** The same record with its repeating texts shared and those of its ids left out: the hashes stand for them. */
  private UsageRecord slim(UsageRecord usage) {
    if (keepsIdTexts) {
      return usage;
    }
    Attribution who = usage.attribution();
    Attribution noIds =
        new Attribution(
            share(who.application()), share(who.environment()), share(who.userId()), share(who.sessionId()), null, null,
            share(who.project()));
    return new UsageRecord(
        usage.origin(), share(usage.model()), usage.tokens(), usage.totalTokens(), noIds, usage.details(),
        usage.reportedCost());
  }

  private UsageRecord.ModelUsed share(UsageRecord.ModelUsed model) {
    UsageRecord.ModelUsed first = models.putIfAbsent(model.name(), model);
    return first == null || !first.service().equals(model.service()) ? model : first;
  }

  private @Nullable String share(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String first = texts.putIfAbsent(text, text);
    return first == null ? text : first;
  }

  /** Reasons are told apart without the column they were found at: there would be as many as lines. */
  @Override
  public synchronized void bad(String reason) {
    int column = reason.indexOf(" at column ");
    rejects.merge(column < 0 ? reason : reason.substring(0, column), 1L, Long::sum);
  }

  @Override
  public synchronized void unfinished(String reason) {
    unfinished++;
  }

  /** Every call, in the order they were first seen; kept output only of sessions whose log was not read. */
  public synchronized List<Call> calls() {
    List<Call> calls = new ArrayList<>(entries.size());
    KeptOutput output = new KeptOutput();
    entries.forEach(entry -> output.see(entry.usage));
    for (Entry entry : entries) {
      if (entry.joined == null && !output.isLogged(entry.usage)) {
        calls.add(new Call(entry.usage, entry.seenBy));
      }
    }
    return calls;
  }

  /** What could not be read: reason to number of lines. */
  public synchronized Map<String, Long> rejects() {
    return Map.copyOf(rejects);
  }

  /** How many files end in a line that is still being written: no error, it counts once it is whole. */
  public synchronized long unfinished() {
    return unfinished;
  }

  /** How often a call was seen, repetitions included. */
  public synchronized long sightings() {
    return sightings;
  }
}
