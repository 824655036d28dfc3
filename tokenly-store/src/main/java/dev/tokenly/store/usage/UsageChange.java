package dev.tokenly.store.usage;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * By how much a transaction changed the usage of one quarter of an hour and one combination of dimensions; numbers may be
 * negative where a replacement moved usage elsewhere. {@code dimensions} has service, model and client always, the others
 * when present.
 */
public record UsageChange(Instant quarter, Map<Dimension, String> dimensions, Delta delta) {

  /** A signed {@link Totals}: calls, total tokens and the exact cost. */
  public record Delta(long requests, long totalTokens, BigDecimal cost) {}
}
