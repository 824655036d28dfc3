package dev.tokenly.model.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shipped book against a list written down apart from it: every model's rates on 2026-11-22, its long-prompt tier at its
 * border, and what changed on which second.
 */
class ListPricesTest {
  private static final PriceBook BOOK = PriceBook.shipped();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static @Nullable String cost(String provider, String model, Instant time, Tokens tokens) {
    RecordId id = RecordId.of(provider, null, null, new Hash128(1, 2));
    UsageRecord usage =
        new UsageRecord(
            new UsageRecord.Origin(id, time, "native"), new UsageRecord.ModelUsed(provider, model), tokens,
            tokens.total(), Attribution.NONE, CallDetails.NONE, null);
    Usd cost = BOOK.price(usage).cost();
    return cost == null ? null : cost.plain();
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = ListPricesTest.class.getResourceAsStream("list-prices-2026-11-22.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  /** So many tokens in one bucket: input, output, cache read, five-minute write, one-hour write. */
  private static Tokens only(int bucket, long count) {
    long[] counts = new long[5];
    counts[bucket] = count;
    return new Tokens(counts[0], counts[2], counts[3], counts[4], 0, counts[1], 0);
  }

  private static @Nullable String times(String rate, long tokens) {
    return rate.isEmpty()
        ? null
        : new Usd(new BigDecimal(rate).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6)).plain();
  }

  @Test
  void prices_every_listed_model_bucket_by_bucket() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows()) {
      for (int bucket = 0; bucket < 5; bucket++) {
        String cost = cost(row[0], row[1], NOON, only(bucket, 1000));
        check(row[1] + " bucket " + bucket, times(row[2 + bucket], 1000), cost, wrong);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(116, rows().size());
  }

  @Test
  void rates_the_whole_request_anew_one_token_above_the_border() throws IOException {
    List<String> wrong = new ArrayList<>();
    int tiers = 0;
    for (String[] row : rows()) {
      if (row[7].isEmpty()) {
        continue;
      }
      tiers++;
      long border = Long.parseLong(row[7]);
      for (int bucket : new int[] {0, 2, 3, 4}) {
        check(row[1] + " at", times(row[2 + bucket], border), cost(row[0], row[1], NOON, only(bucket, border)), wrong);
        String above = cost(row[0], row[1], NOON, only(bucket, border + 1));
        check(row[1] + " above", times(row[8 + bucket], border + 1), above, wrong);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(26, tiers);
  }

  private static void check(String what, @Nullable String expected, @Nullable String cost, List<String> wrong) {
    if (!String.valueOf(expected).equals(String.valueOf(cost))) {
      wrong.add(what + ": expected " + expected + ", not " + cost);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-sonnet-5-5, 2026-10-06T23:59:59.999999Z, 2, 0.2",
    "anthropic, claude-sonnet-5-5, 2026-10-07T00:00:00Z,        2, 0.1",
    "openai,    gpt-5.6-sol,       2026-08-20T23:59:59.999999Z, 0, 5",
    "openai,    gpt-5.6-sol,       2026-08-21T00:00:00Z,        0, 4",
    "openai,    gpt-5.6-sol,       2026-08-20T23:59:59.999999Z, 1, 30",
    "openai,    gpt-5.6-sol,       2026-08-21T00:00:00Z,        1, 20",
    "openai,    gpt-5.6-terra,     2026-07-29T23:59:59.999999Z, 1, 15",
    "openai,    gpt-5.6-terra,     2026-07-30T00:00:00Z,        1, 12",
    "openai,    gpt-5.6-luna,      2026-07-29T23:59:59.999999Z, 1, 6",
    "openai,    gpt-5.6-luna,      2026-07-30T00:00:00Z,        1, 1.2",
    "openai,    o3,                2025-06-09T23:59:59.999999Z, 1, 40",
    "openai,    o3,                2025-06-10T00:00:00Z,        1, 8",
    "google,    gemini-4-argon,    2026-11-30T23:59:59.999999Z, 1, 10",
    "google,    gemini-4-argon,    2026-12-01T00:00:00Z,        1, 20",
    "google,    gemini-4-argon,    2026-12-01T00:00:00Z,        2, 0.2",
    "google,    gemini-4-carbon,   2026-12-01T00:00:00Z,        0, 4",
    "google,    gemini-3.8-flash,  2026-12-31T23:59:59.999999Z, 1, 3.75",
    "google,    gemini-3.8-flash,  2027-01-01T00:00:00Z,        1, 7.5",
    "google,    gemini-3.6-flash,  2027-01-01T00:00:00Z,        2, 0.15",
    "deepseek,  deepseek-v4-pro,   2026-08-16T23:59:59.999999Z, 1, 0.87",
    "deepseek,  deepseek-v4-pro,   2026-08-17T00:00:00Z,        1, 1.98",
    "deepseek,  deepseek-v4-pro,   2026-09-01T00:59:59.999999Z, 1, 1.98",
    "deepseek,  deepseek-v4-pro,   2026-09-01T01:00:00Z,        1, 3.96",
    "deepseek,  deepseek-v4-pro,   2026-09-01T09:59:59.999999Z, 2, 0.044",
    "deepseek,  deepseek-v4-pro,   2026-09-01T10:00:00Z,        2, 0.022",
    "deepseek,  deepseek-v4-flash, 2026-09-01T06:00:00Z,        0, 0.44",
  })
  void changes_a_price_on_the_second(String provider, String model, Instant time, int bucket, String rate) {
    assertEquals(times(rate, 1000), cost(provider, model, time, only(bucket, 1000)));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-6,   2026-03-12T23:59:59.999999Z, 10",
    "claude-opus-4-6,   2026-03-13T00:00:00Z,        5",
    "claude-sonnet-4-6, 2026-03-12T23:59:59.999999Z, 6",
    "claude-sonnet-4-6, 2026-03-13T00:00:00Z,        3",
    "claude-sonnet-4-5, 2026-11-22T12:00:00Z,        6",
  })
  void takes_long_prompt_surcharges_away_on_the_second(String model, Instant time, String rate) {
    assertEquals(times(rate, 200_001), cost("anthropic", model, time, only(0, 200_001)));
  }
}
