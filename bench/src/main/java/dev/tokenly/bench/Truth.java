package dev.tokenly.bench;

import java.math.BigDecimal;
import java.util.Locale;

/** What a generator wrote, added up by itself: calls, tokens by bucket and their exact price. */
final class Truth {
  private long requests;
  private long input;
  private long cacheRead;
  private long cacheWrite;
  private long output;
  private BigDecimal cost = BigDecimal.ZERO;

  /** Dollars per million tokens, as list prices are written. */
  record Rates(String input, String cacheRead, String cacheWrite, String output) {}

  /** One more call. */
  void add(Rates rates, long[] tokens) {
    requests++;
    input += tokens[0];
    cacheRead += tokens[1];
    cacheWrite += tokens[2];
    output += tokens[3];
    cost =
        cost.add(price(rates.input, tokens[0])).add(price(rates.cacheRead, tokens[1]))
            .add(price(rates.cacheWrite, tokens[2])).add(price(rates.output, tokens[3]));
  }

  private static BigDecimal price(String rate, long tokens) {
    return new BigDecimal(rate).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }

  String toJson(long bytes) {
    return String.format(
        Locale.ROOT,
        "{\"bytes\":%d,\"requests\":%d,\"input\":%d,\"cache_read\":%d,\"cache_write\":%d,\"output\":%d,\"cost\":%s}",
        bytes, requests, input, cacheRead, cacheWrite, output, cost.stripTrailingZeros().toPlainString());
  }
}
