package dev.tokenly.formats.scan;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.Merge;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls laid out in arrays and made records again when asked for: a hundred thousand of them are a million objects, and
 * copying those was what a scan's readers waited for. Not thread-safe.
 */
final class Rows {
  private static final int PAGE = 1024;
  private static final int NUMBERS = 16;
  private static final int HAS_ALTERNATE = 1;
  private static final int FROM_PROVIDER = 2;

  private final List<Page> pages = new ArrayList<>();
  private final Map<About, About> abouts = new HashMap<>();
  private int size;

  /** What many calls have in common; one object for all of them. */
  record About(
      String sourceFormat, UsageRecord.ModelUsed model, Attribution attribution, CallDetails details) {

    static About of(UsageRecord usage) {
      return new About(usage.origin().sourceFormat(), usage.model(), usage.attribution(), usage.details());
    }

    /** Written out because every call asks: see {@link Hash128#equals}. */
    @Override
    public boolean equals(Object other) {
      return other instanceof About that
          && attribution.equals(that.attribution)
          && model.equals(that.model)
          && details.equals(that.details)
          && sourceFormat.equals(that.sourceFormat);
    }

    @Override
    public int hashCode() {
      return (hash(attribution.sessionId()) * 31 + hash(attribution.requestId())) * 31
          + hash(details.stopReason()) * 31 + model.name().hashCode();
    }

    private static int hash(@Nullable String text) {
      return text == null ? 0 : text.hashCode();
    }
  }

  /** Some rows; what has a number of its own in every call stands beside each other. */
  private static final class Page {
    private final long[] numbers = new long[PAGE * NUMBERS];
    private final int[] seenBy = new int[PAGE];
    private final @Nullable About[] abouts = new About[PAGE];
    private final @Nullable ReportedCost[] costs = new ReportedCost[PAGE];
  }

  int size() {
    return size;
  }

  /** Adds a call; answers its row. */
  int add(Merge.Sighting sighting) {
    if (size == pages.size() * PAGE) {
      pages.add(new Page());
    }
    set(size, sighting);
    return size++;
  }

  /** Writes over a row. */
  void set(int row, Merge.Sighting sighting) {
    UsageRecord usage = sighting.usage();
    Page page = pages.get(row / PAGE);
    int slot = row % PAGE;
    page.seenBy[slot] = sighting.seenBy();
    page.abouts[slot] = shared(About.of(usage));
    page.costs[slot] = usage.reportedCost();
    writeId(page.numbers, slot * NUMBERS, usage.id(), usage.timestamp());
    writeTokens(page.numbers, slot * NUMBERS + 8, usage.tokens(), usage.totalTokens());
  }

  private About shared(About about) {
    About first = abouts.putIfAbsent(about, about);
    return first == null ? about : first;
  }

  private static void writeId(long[] numbers, int at, RecordId id, Instant time) {
    writeHash(numbers, at, id.identity());
    Hash128 alternate = id.alternate();
    if (alternate != null) {
      writeHash(numbers, at + 2, alternate);
    }
    writeHash(numbers, at + 4, id.hash());
    numbers[at + 6] = time.getEpochSecond();
    int flags = (alternate == null ? 0 : HAS_ALTERNATE) | (id.fromProvider() ? FROM_PROVIDER : 0);
    numbers[at + 7] = (long) time.getNano() << 2 | flags;
  }

  private static void writeHash(long[] numbers, int at, Hash128 hash) {
    numbers[at] = hash.high();
    numbers[at + 1] = hash.low();
  }

  private static void writeTokens(long[] numbers, int at, Tokens tokens, long total) {
    numbers[at] = tokens.input();
    numbers[at + 1] = tokens.cacheRead();
    numbers[at + 2] = tokens.cacheWrite5m();
    numbers[at + 3] = tokens.cacheWrite1h();
    numbers[at + 4] = tokens.cacheWriteOther();
    numbers[at + 5] = tokens.output();
    numbers[at + 6] = tokens.reasoning();
    numbers[at + 7] = total;
  }

  /** What the call of a row has in common with others. */
  About about(int row) {
    About about = pages.get(row / PAGE).abouts[row % PAGE];
    if (about == null) {
      throw new IndexOutOfBoundsException(row);
    }
    return about;
  }

  /** The call of a row. */
  Merge.Sighting get(int row) {
    About about = about(row);
    Page page = pages.get(row / PAGE);
    int slot = row % PAGE;
    int at = slot * NUMBERS;
    long[] numbers = page.numbers;
    Instant time = Instant.ofEpochSecond(numbers[at + 6], numbers[at + 7] >> 2);
    UsageRecord usage =
        new UsageRecord(
            new UsageRecord.Origin(id(numbers, at), time, about.sourceFormat), about.model, tokens(numbers, at + 8),
            numbers[at + 15], about.attribution, about.details, page.costs[slot]);
    return new Merge.Sighting(usage, page.seenBy[slot]);
  }

  private static RecordId id(long[] numbers, int at) {
    int flags = (int) numbers[at + 7];
    Hash128 alternate = (flags & HAS_ALTERNATE) == 0 ? null : hash(numbers, at + 2);
    return new RecordId(hash(numbers, at), alternate, hash(numbers, at + 4), (flags & FROM_PROVIDER) != 0);
  }

  private static Hash128 hash(long[] numbers, int at) {
    return new Hash128(numbers[at], numbers[at + 1]);
  }

  private static Tokens tokens(long[] numbers, int at) {
    return new Tokens(
        numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at + 4], numbers[at + 5],
        numbers[at + 6]);
  }
}
