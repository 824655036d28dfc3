package dev.tokenly.formats.scan;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.Observer;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of two sightings of one call counts, in whatever order they are seen: the numbers a provider gave a proxy or an
 * exporter before a log's (unless both count the same and only the log tells the lifetimes of its cache writes), then more
 * output before less. Of equals, native lines keep the later, tools' logs the earliest
 * time and the larger of each bucket.
 */
final class Merge {
  private Merge() {}

  /** The merged record; one of the two itself where nothing of the other is needed. */
  static UsageRecord of(UsageRecord there, UsageRecord seen) {
    int byRank = rank(there, seen);
    if (byRank != 0) {
      return withCost(byRank < 0 ? there : seen, byRank < 0 ? seen : there);
    }
    if (isNative(there) && isNative(seen)) {
      return later(there, seen);
    }
    return order(there, seen) <= 0 ? join(there, seen) : join(seen, there);
  }

  private static int rank(UsageRecord a, UsageRecord b) {
    if (a.tokens().isFinerThan(b.tokens()) || b.tokens().isFinerThan(a.tokens())) {
      return a.tokens().isFinerThan(b.tokens()) ? -1 : 1;
    }
    boolean aFinal = fromProvider(a);
    if (aFinal != fromProvider(b)) {
      return aFinal ? -1 : 1;
    }
    int byOutput = Long.compare(b.tokens().output(), a.tokens().output());
    return byOutput != 0 ? byOutput : Boolean.compare(isNative(a), isNative(b));
  }

  private static boolean fromProvider(UsageRecord usage) {
    return Observer.of(usage.origin().sourceFormat()) != Observer.LOG && !usage.tokens().isZero();
  }

  private static boolean isNative(UsageRecord usage) {
    return usage.origin().sourceFormat().equals("native");
  }

  private static UsageRecord later(UsageRecord a, UsageRecord b) {
    int byTime = a.timestamp().compareTo(b.timestamp());
    return byTime > 0 || (byTime == 0 && a.id().hash().compareTo(b.id().hash()) <= 0) ? a : b;
  }

  /** Earliest first; sightings of the same moment in an order that does not depend on who came first. */
  private static int order(UsageRecord a, UsageRecord b) {
    int byTime = a.timestamp().compareTo(b.timestamp());
    if (byTime != 0) {
      return byTime;
    }
    int bySession = text(a.attribution().sessionId()).compareTo(text(b.attribution().sessionId()));
    return bySession != 0 ? bySession : a.model().name().compareTo(b.model().name());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static UsageRecord join(UsageRecord first, UsageRecord second) {
    Tokens tokens = first.tokens().max(second.tokens());
    Attribution attribution = attribution(first.attribution(), second.attribution());
    ReportedCost cost = larger(first.reportedCost(), second.reportedCost());
    boolean same =
        tokens.equals(first.tokens())
            && attribution.equals(first.attribution())
            && Objects.equals(cost, first.reportedCost());
    return same
        ? first
        : new UsageRecord(
            first.origin(), first.model(), tokens, tokens.total(), attribution, first.details(), cost);
  }

  /** What only one of them knows is kept; where both know something else, the lesser text, so that order is nothing. */
  private static Attribution attribution(Attribution a, Attribution b) {
    return new Attribution(
        lesser(a.application(), b.application()),
        lesser(a.environment(), b.environment()),
        lesser(a.userId(), b.userId()),
        lesser(a.sessionId(), b.sessionId()),
        a.requestId(),
        a.alternateRequestId() == null ? b.alternateRequestId() : a.alternateRequestId(),
        lesser(a.project(), b.project()));
  }

  private static @Nullable String lesser(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** A cost only one of them knows is kept. */
  private static UsageRecord withCost(UsageRecord won, UsageRecord lost) {
    if (won.reportedCost() != null || lost.reportedCost() == null) {
      return won;
    }
    return new UsageRecord(
        won.origin(),
        won.model(),
        won.tokens(),
        won.totalTokens(),
        won.attribution(),
        won.details(),
        lost.reportedCost());
  }

  private static @Nullable ReportedCost larger(@Nullable ReportedCost a, @Nullable ReportedCost b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.amount().compareTo(b.amount()) >= 0 ? a : b;
  }
}
