package dev.tokenly.cli.scan;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Totals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Calls being added up in place; {@link Totals} made anew for each of a million calls would cost more than reading them. */
final class Sum {
  private long requests;
  private long input;
  private long cacheRead;
  private long cacheWrite5m;
  private long cacheWrite1h;
  private long cacheWriteOther;
  private long output;
  private long reasoning;
  private long totalTokens;
  private BigDecimal cost = BigDecimal.ZERO;
  private long unpricedRequests;
  private long unpricedTokens;

  /** One more call; a null cost is unknown, not zero. */
  void add(UsageRecord usage, @Nullable Usd price) {
    Tokens tokens = usage.tokens();
    requests++;
    input += tokens.input();
    cacheRead += tokens.cacheRead();
    cacheWrite5m += tokens.cacheWrite5m();
    cacheWrite1h += tokens.cacheWrite1h();
    cacheWriteOther += tokens.cacheWriteOther();
    output += tokens.output();
    reasoning += tokens.reasoning();
    totalTokens += usage.totalTokens();
    if (price == null) {
      unpricedRequests++;
      unpricedTokens += usage.totalTokens();
    } else {
      cost = cost.add(price.amount());
    }
  }

  /** All calls of another sum. */
  void add(Sum other) {
    requests += other.requests;
    input += other.input;
    cacheRead += other.cacheRead;
    cacheWrite5m += other.cacheWrite5m;
    cacheWrite1h += other.cacheWrite1h;
    cacheWriteOther += other.cacheWriteOther;
    output += other.output;
    reasoning += other.reasoning;
    totalTokens += other.totalTokens;
    cost = cost.add(other.cost);
    unpricedRequests += other.unpricedRequests;
    unpricedTokens += other.unpricedTokens;
  }

  Totals totals() {
    Tokens tokens =
        new Tokens(input, cacheRead, cacheWrite5m, cacheWrite1h, cacheWriteOther, output, reasoning);
    return new Totals(requests, tokens, totalTokens, new Usd(cost), unpricedRequests, unpricedTokens);
  }
}
