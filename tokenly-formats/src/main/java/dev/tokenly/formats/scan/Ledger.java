package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.Merge;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls in memory, each counted once whatever order, file or number of times it is seen in: two sightings are one call when
 * they share an identity, or one's identity is the other's alternate. Thread-safe.
 */
public final class Ledger implements RecordSink {
  private final Map<Hash128, Entry> byIdentity = new HashMap<>();
  private final Map<Hash128, List<Entry>> byAlternate = new HashMap<>();
  private final Map<Object, Object> shared = new HashMap<>();
  private final Map<String, Long> rejects = new TreeMap<>();
  private final boolean keepsIdTexts;
  private long sightings;

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

  /** One call: what is known of it, and the bits of who saw it. */
  private static final class Entry {
    private Merge.Sighting sighting;

    Entry(Merge.Sighting sighting) {
      this.sighting = sighting;
    }
  }

  /** One call of the ledger with the bits of the {@link dev.tokenly.model.Observer}s that saw it. */
  public record Call(UsageRecord usage, int seenBy) {}

  @Override
  public synchronized void record(UsageRecord usage) {
    sightings++;
    RecordId id = usage.id();
    Hash128 alternate = id.alternate();
    Entry entry = byIdentity.get(id.identity());
    for (Entry other : List.copyOf(byAlternate.getOrDefault(id.identity(), List.of()))) {
      entry = join(entry, other);
    }
    if (alternate != null) {
      entry = join(entry, byIdentity.get(alternate));
    }
    if (entry == null) {
      entry = new Entry(slim(Merge.Sighting.of(usage)));
    } else {
      entry.sighting = slim(Merge.of(entry.sighting, Merge.Sighting.of(usage)).sighting());
    }
    byIdentity.put(id.identity(), entry);
    if (alternate != null) {
      addAlternate(alternate, entry);
    }
  }

  private void addAlternate(Hash128 alternate, Entry entry) {
    List<Entry> same = byAlternate.get(alternate);
    if (same == null) {
      byAlternate.put(alternate, List.of(entry));
    } else if (!same.contains(entry)) {
      List<Entry> longer = new ArrayList<>(same);
      longer.add(entry);
      byAlternate.put(alternate, List.copyOf(longer));
    }
  }

  /** Two entries that turn out to be one call become one. */
  private @Nullable Entry join(@Nullable Entry known, @Nullable Entry other) {
    if (known == null || other == null || known.equals(other)) {
      return known == null ? other : known;
    }
    known.sighting = slim(Merge.of(known.sighting, other.sighting).sighting());
    byIdentity.replaceAll((_, entry) -> entry.equals(other) ? known : entry);
    byAlternate
        .replaceAll((_, same) -> same.stream().map(entry -> entry.equals(other) ? known : entry).distinct().toList());
    return known;
  }

  /** The same record with its repeating parts shared and its id texts left out: the hashes stand for them. */
  private Merge.Sighting slim(Merge.Sighting sighting) {
    if (keepsIdTexts) {
      return sighting;
    }
    UsageRecord usage = sighting.usage();
    Attribution who = usage.attribution();
    Attribution noIds =
        new Attribution(
            who.application(), who.environment(), who.userId(), who.sessionId(), null, null, who.project());
    return new Merge.Sighting(
        new UsageRecord(
            usage.origin(),
            share(usage.model()),
            usage.tokens(),
            usage.totalTokens(),
            share(noIds),
            share(usage.details()),
            usage.reportedCost()),
        sighting.seenBy());
  }

  private <T> T share(T part) {
    @SuppressWarnings("unchecked") // the map gives back an object equal to the one put in, of the same class
    T first = (T) shared.putIfAbsent(part, part);
    return first == null ? part : first;
  }

  @Override
  public synchronized void bad(String reason) {
    rejects.merge(reason, 1L, Long::sum);
  }

  /** Every call, in no particular order. */
  public synchronized List<Call> calls() {
    List<Call> calls = new ArrayList<>(byIdentity.size());
    byIdentity.forEach(
        (identity, entry) -> {
          UsageRecord usage = entry.sighting.usage();
          if (identity.equals(usage.id().identity())) {
            calls.add(new Call(usage, entry.sighting.seenBy()));
          }
        });
    return calls;
  }

  /** What could not be read: reason to number of lines. */
  public synchronized Map<String, Long> rejects() {
    return Map.copyOf(rejects);
  }

  /** How often a call was seen, repetitions included. */
  public synchronized long sightings() {
    return sightings;
  }
}
