package dev.tokenly.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two sightings of one call become one record, whatever order they come in: numbers the provider itself gave a proxy or
 * exporter win over a log's, then more output tokens win; among equals a natively formatted line wins by the later time
 * ({@code protocol.md} §5), while tool logs keep the earliest time and the larger of each bucket.
 */
public final class Merge {
  private Merge() {}

  /** What is known of a call, and the bits of the {@link Observer}s that saw it. */
  public record Sighting(UsageRecord usage, int seenBy) {

    /** A record as its log format's observer saw it. */
    public static Sighting of(UsageRecord usage) {
      return new Sighting(usage, Observer.of(usage.origin().sourceFormat()).bit());
    }
  }

  /** The call two sightings make together, and whether the numbers of the first of them count. */
  public record Merged(Sighting sighting, boolean firstCounts) {}

  /** Makes one of two sightings of the same call. */
  public static Merged of(Sighting first, Sighting second) {
    int seenBy = first.seenBy | second.seenBy;
    if (second.usage.equals(first.usage)) {
      return new Merged(new Sighting(first.usage, seenBy), true);
    }
    boolean firstCounts = rank(first.usage, second.usage) <= 0;
    Sighting winner = firstCounts ? first : second;
    UsageRecord combined = combine(winner, firstCounts ? second : first);
    return new Merged(new Sighting(combined.equals(winner.usage) ? winner.usage : combined, seenBy), firstCounts);
  }

  /** Below zero when {@code a} holds the better numbers, above when {@code b} does, zero when they are equal. */
  private static int rank(UsageRecord a, UsageRecord b) {
    if (isFiner(a, b)) {
      return a.tokens().isFinerThan(b.tokens()) ? -1 : 1;
    }
    if (fromProvider(a) != fromProvider(b)) {
      return fromProvider(a) ? -1 : 1;
    }
    int byOutput = Long.compare(b.tokens().output(), a.tokens().output());
    if (byOutput != 0) {
      return byOutput;
    }
    if (isNative(a) != isNative(b)) {
      return isNative(a) ? 1 : -1;
    }
    int byTime = isNative(a) ? b.timestamp().compareTo(a.timestamp()) : a.timestamp().compareTo(b.timestamp());
    return byTime != 0 ? byTime : a.id().hash().compareTo(b.id().hash());
  }

  /** Whether one of two equal counts tells more about its cache writes: telemetry leaves their lifetimes out. */
  private static boolean isFiner(UsageRecord a, UsageRecord b) {
    return a.tokens().isFinerThan(b.tokens()) || b.tokens().isFinerThan(a.tokens());
  }

  /** Whether the two differ only in when and by whom they were seen, so that their buckets are joined. */
  private static boolean joins(UsageRecord a, UsageRecord b) {
    return fromProvider(a) == fromProvider(b) && a.tokens().output() == b.tokens().output() && !isNative(a)
        && !isNative(b) && !isFiner(a, b);
  }

  private static boolean fromProvider(UsageRecord usage) {
    String metadata = usage.details().metadata();
    return Observer.of(usage.origin().sourceFormat()) != Observer.LOG && !usage.tokens().isZero()
        && (metadata == null || !metadata.contains("\"estimated\":true"));
  }

  private static boolean isNative(UsageRecord usage) {
    return usage.origin().sourceFormat().equals("native");
  }

  private static UsageRecord combine(Sighting winner, Sighting loser) {
    UsageRecord won = winner.usage;
    UsageRecord lost = loser.usage;
    if (isNative(won) && isNative(lost)) {
      return won;
    }
    boolean join = joins(won, lost);
    Instant timestamp = join && lost.timestamp().isBefore(won.timestamp()) ? lost.timestamp() : won.timestamp();
    return new UsageRecord(
        new UsageRecord.Origin(SightingIds.ids(won, lost), timestamp, won.origin().sourceFormat()), won.model(),
        join ? won.tokens().max(lost.tokens()) : won.tokens(),
        join ? Math.max(won.totalTokens(), lost.totalTokens()) : won.totalTokens(),
        attribution(winner, loser), details(won.details(), lost.details()),
        cost(won.reportedCost(), lost.reportedCost()));
  }

  private static Attribution attribution(Sighting winner, Sighting loser) {
    boolean winnerLogged = (winner.seenBy & Observer.LOG.bit()) != 0;
    boolean loserLogged = (loser.seenBy & Observer.LOG.bit()) != 0;
    Attribution a = winner.usage.attribution();
    Attribution b = loser.usage.attribution();
    if (winnerLogged == loserLogged) {
      return new Attribution(lesser(a.application(), b.application()), lesser(a.environment(), b.environment()),
          lesser(a.userId(), b.userId()), lesser(a.sessionId(), b.sessionId()),
          SightingIds.requestId(a, b), SightingIds.alternateId(a, b), lesser(a.project(), b.project()));
    }
    Attribution log = winnerLogged ? a : b;
    Attribution other = winnerLogged ? b : a;
    return new Attribution(first(log.application(), other.application()),
        first(log.environment(), other.environment()), first(log.userId(), other.userId()),
        first(log.sessionId(), other.sessionId()), SightingIds.requestId(a, b), SightingIds.alternateId(a, b),
        first(log.project(), other.project()));
  }

  private static CallDetails details(CallDetails won, CallDetails lost) {
    return new CallDetails(first(won.durationMs(), lost.durationMs()), first(won.ttftMs(), lost.ttftMs()),
        first(won.stopReason(), lost.stopReason()), first(won.streaming(), lost.streaming()),
        first(won.status(), lost.status()), modifiers(won.modifiers(), lost.modifiers()),
        first(won.metadata(), lost.metadata()));
  }

  private static PriceModifiers modifiers(PriceModifiers a, PriceModifiers b) {
    return new PriceModifiers(lesser(a.tier(), b.tier()), lesser(a.speed(), b.speed()),
        lesser(a.region(), b.region()), Math.max(a.webSearches(), b.webSearches()),
        a.responseCacheHit() || b.responseCacheHit(), a.subscription() || b.subscription());
  }

  private static @Nullable ReportedCost cost(@Nullable ReportedCost won, @Nullable ReportedCost lost) {
    if (won == null || lost == null) {
      return first(won, lost);
    }
    int byKind = won.kind().compareTo(lost.kind());
    if (byKind != 0) {
      return byKind < 0 ? won : lost;
    }
    return won.amount().compareTo(lost.amount()) >= 0 ? won : lost;
  }

  private static <T> @Nullable T first(@Nullable T preferred, @Nullable T other) {
    return preferred != null ? preferred : other;
  }

  private static @Nullable String lesser(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return first(a, b);
    }
    return a.compareTo(b) <= 0 ? a : b;
  }
}
