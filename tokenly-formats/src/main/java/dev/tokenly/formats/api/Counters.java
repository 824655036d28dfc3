package dev.tokenly.formats.api;

import dev.tokenly.model.Tokens;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Token counts of one reply as its provider names them, each kept at its last value (output never falls below an earlier
 * one), made into {@link Tokens} at the end. Providers differ in what contains what; a count's name here says it. -1 means
 * never mentioned, which is not 0.
 */
@SuppressWarnings("EnumOrdinal") // an index into an array that lives as long as one reply, never stored
public final class Counters {
  /** What a provider may count. */
  public enum Count {
    /** The prompt: with {@link #CACHE_READ_INSIDE} and {@link #CACHE_WRITE_INSIDE}, without the counts outside. */
    PROMPT,
    CACHE_READ_INSIDE,
    CACHE_WRITE_INSIDE,
    CACHE_READ_OUTSIDE,
    /** All cache writes beside the prompt, whatever their lifetime; less exact than the two below. */
    CACHE_WRITE_OUTSIDE,
    CACHE_WRITE_5M,
    CACHE_WRITE_1H,
    /** Writes that a split names by a lifetime we have no price of. */
    CACHE_WRITE_ELSE,
    /** Results of the provider's own tools, added to the prompt. */
    TOOL_PROMPT,
    OUTPUT,
    REASONING_INSIDE,
    REASONING_OUTSIDE,
    /** In or beside the output: only the total can tell. */
    REASONING,
    /** Perplexity's citations, billed beside the output; who counts them counts reasoning beside it too. */
    CITATIONS,
    TOTAL,
    WEB_SEARCHES
  }

  private final long[] counts = new long[Count.values().length];
  private boolean split;

  public Counters() {
    reset();
  }

  /** Forgets everything. */
  public void reset() {
    Arrays.fill(counts, -1);
    split = false;
  }

  /** Another usage object of the same reply follows: a whole it names is newer than the split that came before. */
  void next() {
    if (split) {
      counts[Count.CACHE_WRITE_OUTSIDE.ordinal()] = namedWrites();
    }
    split = false;
  }

  /** Sets a count; -1 (absent) changes nothing, and a smaller output than before neither. */
  public void set(Count count, long value) {
    if (value >= 0 && (count != Count.OUTPUT || value > counts[count.ordinal()])) {
      counts[count.ordinal()] = value;
      split |= value > 0 && isNamedWrite(count);
    }
  }

  private static boolean isNamedWrite(Count count) {
    return count == Count.CACHE_WRITE_5M || count == Count.CACHE_WRITE_1H || count == Count.CACHE_WRITE_ELSE;
  }

  /** A count, or -1 when it was never mentioned. */
  public long get(Count count) {
    return counts[count.ordinal()];
  }

  /** What was counted as the one is the other. */
  public void move(Count from, Count to) {
    counts[to.ordinal()] = counts[from.ordinal()];
    counts[from.ordinal()] = -1;
  }

  private long orZero(Count count) {
    return Math.max(0, get(count));
  }

  /** Whether any tokens were counted. */
  public boolean hasUsage() {
    return get(Count.PROMPT) >= 0 || get(Count.OUTPUT) >= 0;
  }

  /** The total the provider named, or null. */
  public @Nullable Long total() {
    long total = get(Count.TOTAL);
    return total < 0 ? null : total;
  }

  /** The counts in buckets that do not overlap; null when nothing was counted. */
  public @Nullable Tokens tokens() {
    if (!hasUsage()) {
      return null;
    }
    long cacheRead = orZero(Count.CACHE_READ_INSIDE) + orZero(Count.CACHE_READ_OUTSIDE);
    long inside = orZero(Count.CACHE_READ_INSIDE) + orZero(Count.CACHE_WRITE_INSIDE);
    long input = Math.max(0, orZero(Count.PROMPT) - inside) + orZero(Count.TOOL_PROMPT);
    long output = output();
    return new Tokens(
        input, cacheRead, write5m(), orZero(Count.CACHE_WRITE_1H), writeOther(), output, Math.min(reasoning(), output));
  }

  private long write5m() {
    return namedWrites() > 0 ? orZero(Count.CACHE_WRITE_5M) : orZero(Count.CACHE_WRITE_OUTSIDE);
  }

  /** A split that is all zeros beside a whole that is not splits nothing: gateways fill it in so. */
  private long namedWrites() {
    return orZero(Count.CACHE_WRITE_5M) + orZero(Count.CACHE_WRITE_1H) + orZero(Count.CACHE_WRITE_ELSE);
  }

  /**
   * Writes of a lifetime nobody names: those counted inside the prompt, and what a later whole has more than a split. Beside
   * a split of its own object the whole says nothing.
   */
  private long writeOther() {
    long named = namedWrites();
    long rest = split || named == 0 ? 0 : Math.max(0, orZero(Count.CACHE_WRITE_OUTSIDE) - named);
    return orZero(Count.CACHE_WRITE_INSIDE) + orZero(Count.CACHE_WRITE_ELSE) + rest;
  }

  private long reasoning() {
    return Math.max(orZero(Count.REASONING_INSIDE), orZero(Count.REASONING_OUTSIDE)) + orZero(Count.REASONING);
  }

  private long output() {
    long written = orZero(Count.OUTPUT) + orZero(Count.REASONING_OUTSIDE);
    if (get(Count.CITATIONS) >= 0) {
      return written + orZero(Count.REASONING) + orZero(Count.CITATIONS);
    }
    long total = get(Count.TOTAL);
    long prompt = orZero(Count.PROMPT) + orZero(Count.TOOL_PROMPT);
    boolean allInPrompt = get(Count.CACHE_READ_OUTSIDE) <= 0 && get(Count.CACHE_WRITE_OUTSIDE) <= 0;
    if (total > prompt + written && allInPrompt && get(Count.PROMPT) >= 0 && get(Count.REASONING_OUTSIDE) < 0) {
      return total - prompt;
    }
    return written;
  }
}
