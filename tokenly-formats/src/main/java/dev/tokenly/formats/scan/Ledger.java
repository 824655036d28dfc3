package dev.tokenly.formats.scan;

import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.Attribution;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.Merge;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls in memory, each counted once whatever order, file or number of times it is seen in: two sightings are one call when
 * they share an identity, or one's identity is the other's alternate. Thread-safe.
 */
public final class Ledger implements RecordSink {
  private static final int NONE = -1;

  private final Rows rows = new Rows();
  private final RowIndex byIdentity = new RowIndex();
  private final RowIndex byAlternate = new RowIndex();

  /** Rows that turned out to be the same call as another, and which. */
  private final Map<Integer, Integer> joined = new HashMap<>();

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
    int place = byIdentity.first(id.identity());
    int row = place < 0 ? NONE : root(byIdentity.row(place));
    for (int other = byAlternate.first(id.identity()); other >= 0; other = byAlternate.next(other, id.identity())) {
      row = join(row, root(byAlternate.row(other)));
    }
    if (alternate != null) {
      int other = byIdentity.first(alternate);
      row = other < 0 ? row : join(row, root(byIdentity.row(other)));
    }
    if (row == NONE) {
      row = rows.add(sighting);
    } else {
      merge(row, sighting);
    }
    if (place < 0) {
      byIdentity.add(id.identity(), row);
    }
    if (alternate != null) {
      addAlternate(alternate, row);
    }
  }

  private int root(int row) {
    int root = row;
    for (Integer next = joined.get(root); next != null; next = joined.get(root)) {
      root = next;
    }
    return root;
  }

  private void merge(int row, Merge.Sighting sighting) {
    Merge.Sighting known = rows.get(row);
    Merge.Sighting merged = Merge.of(known, sighting).sighting();
    if (merged.seenBy() != known.seenBy() || !merged.usage().equals(known.usage())) {
      rows.set(row, merged);
    }
  }

  private void addAlternate(Hash128 alternate, int row) {
    for (int place = byAlternate.first(alternate); place >= 0; place = byAlternate.next(place, alternate)) {
      if (root(byAlternate.row(place)) == row) {
        return;
      }
    }
    byAlternate.add(alternate, row);
  }

  /** Two rows that turn out to be one call become one; whoever still finds the other is led to it. */
  private int join(int known, int other) {
    if (known == NONE || known == other) {
      return other;
    }
    merge(known, rows.get(other));
    joined.put(other, known);
    return known;
  }

  /** The same record with its repeating texts shared and those of its ids left out: quick hashes stand for them. */
  private UsageRecord slim(UsageRecord usage) {
    if (keepsIdTexts) {
      return usage;
    }
    Attribution who = usage.attribution();
    Attribution noIds =
        new Attribution(
            share(who.application()), share(who.environment()), share(who.userId()), share(who.sessionId()), null, null,
            share(who.project()));
    UsageRecord.Origin origin =
        new UsageRecord.Origin(RecordId.hashed(usage, QuickHash::of), usage.timestamp(), usage.origin().sourceFormat());
    return new UsageRecord(
        origin, share(usage.model()), usage.tokens(), usage.totalTokens(), noIds, usage.details(),
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

  /**
   * Every call, in the order they were first seen; kept output only of sessions whose log was not read. Each is made when it
   * is asked for, so that whoever adds them up need not hold them all.
   */
  public synchronized List<Call> calls() {
    KeptOutput output = new KeptOutput();
    for (int row = 0; row < rows.size(); row++) {
      output.see(rows.about(row));
    }
    int[] counted =
        IntStream.range(0, rows.size())
            .filter(row -> !joined.containsKey(row) && !output.isLogged(rows.about(row)))
            .toArray();
    return new Calls(rows, counted);
  }

  /** Some rows as a list that can be divided among threads. */
  private static final class Calls extends AbstractList<Call> implements RandomAccess {
    private final Rows rows;
    private final int[] counted;

    Calls(Rows rows, int[] counted) {
      this.rows = rows;
      this.counted = counted;
    }

    @Override
    public Call get(int index) {
      Merge.Sighting sighting = rows.get(counted[index]);
      return new Call(sighting.usage(), sighting.seenBy());
    }

    @Override
    public int size() {
      return counted.length;
    }
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
