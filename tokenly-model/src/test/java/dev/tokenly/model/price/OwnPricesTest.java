package dev.tokenly.model.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.json.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices that an administrator writes: spans, tiers, hours, whose they are, and what is refused. */
class OwnPricesTest {
  private final UsageLineReader reader =
      new UsageLineReader(Clock.fixed(Instant.parse("2027-06-01T00:00:00Z"), ZoneOffset.UTC), 100_000_000);

  private UsageRecord usage(String time, String service, String model, String more) {
    String line =
        "{\"timestamp\":\"%s\",\"service\":\"%s\",\"model\":\"%s\"%s}"
            .formatted(time, service, model, more.isEmpty() ? "" : "," + more);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return switch (reader.read(bytes, 0, bytes.length)) {
      case UsageLine.Ok ok -> ok.usage();
      case UsageLine.Bad bad -> throw new AssertionError(bad.reason() + ": " + line);
    };
  }

  private static final String NOW = "2026-11-20T12:00:00Z";
  private static final String HUNDRED_THOUSAND = "\"input_tokens\":100000";
  private static final String MILLION = "\"input_tokens\":1000000";

  private static PriceEntry entry(String more) {
    String json = "{\"model\":\"m\",\"source\":\"test\"," + more + "}";
    return BookFile.newEntry(Fields.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private @Nullable String costBy(List<PriceLayer> layers, String time, String service, String model, String tokens) {
    Usd cost = new PriceBook(layers, PricingMode.AUTO).price(usage(time, service, model, tokens)).cost();
    return cost == null ? null : cost.plain();
  }

  private static PriceLayer layer(String... entries) {
    return new PriceLayer("override", "v1", Arrays.stream(entries).map(OwnPricesTest::entry).toList());
  }

  @Test
  void a_later_price_ends_the_one_before_and_a_gap_has_none() {
    List<PriceLayer> book =
        List.of(
            layer(
                "\"provider\":\"acme\",\"from\":\"2026-01-01\",\"input\":1",
                "\"provider\":\"acme\",\"from\":\"2026-06-01\",\"to\":\"2026-07-01\",\"input\":2"));
    assertNull(costBy(book, "2025-12-31T23:59:59Z", "acme", "m", MILLION));
    assertEquals("1", costBy(book, "2026-05-31T23:59:59Z", "acme", "m", MILLION));
    assertEquals("2", costBy(book, "2026-06-01T00:00:00Z", "acme", "M", MILLION));
    assertEquals("1", costBy(book, "2026-07-01T00:00:00Z", "acme", "m", MILLION));
    List<PriceLayer> gap =
        List.of(
            layer(
                "\"provider\":\"acme\",\"to\":\"2026-01-01\",\"input\":1",
                "\"provider\":\"acme\",\"from\":\"2026-02-01\",\"input\":2"));
    assertNull(costBy(gap, "2026-01-15T00:00:00Z", "acme", "m", MILLION));
  }

  @Test
  void what_one_provider_charges_is_not_the_price_of_another() {
    List<PriceLayer> azure =
        List.of(
            new PriceLayer("override", "v1", List.of(named("azure", "gpt-6-sol"))), BookFile.shipped());
    assertEquals("7", costBy(azure, NOW, "azure", "gpt-6-sol", HUNDRED_THOUSAND));
    assertEquals("0.2", costBy(azure, NOW, "openai", "gpt-6-sol", HUNDRED_THOUSAND));
    List<PriceLayer> anyone =
        List.of(new PriceLayer("override", "v1", List.of(named("*", "gpt-6-sol"))), BookFile.shipped());
    assertEquals("7", costBy(anyone, NOW, "openai", "gpt-6-sol", HUNDRED_THOUSAND));
    List<PriceLayer> claude =
        List.of(new PriceLayer("override", "v1", List.of(named("claude", "claude-opus-5-5"))), BookFile.shipped());
    assertEquals("7", costBy(claude, NOW, "anthropic", "claude-opus-5-5", HUNDRED_THOUSAND));
  }

  private static PriceEntry named(String provider, String model) {
    return new PriceEntry(
        new PriceEntry.Name(provider, model, List.of()), PriceEntry.Validity.ALWAYS, Rates.of("70", "70"),
        PriceEntry.Terms.PLAIN, "contract");
  }

  @Test
  void takes_the_highest_tier_passed_and_hours_over_midnight_in_any_order_they_are_written() {
    List<PriceLayer> book =
        List.of(
            layer(
                "\"provider\":\"acme\",\"input\":1,\"above\":[{\"prompt\":200,\"input\":4},{\"prompt\":100,\"input\":2}],"
                    + "\"hours\":[{\"from\":\"16:30\",\"to\":\"00:30\",\"input\":0.5}]"));
    assertEquals("0.0001", costBy(book, NOW, "acme", "m", "\"input_tokens\":100"));
    assertEquals("0.000202", costBy(book, NOW, "acme", "m", "\"input_tokens\":101"));
    assertEquals("0.0004", costBy(book, NOW, "acme", "m", "\"input_tokens\":200"));
    assertEquals("0.000804", costBy(book, NOW, "acme", "m", "\"input_tokens\":201"));
    assertEquals("0.00005", costBy(book, "2026-11-20T23:00:00Z", "acme", "m", "\"input_tokens\":100"));
    assertEquals("0.00005", costBy(book, "2026-11-20T00:29:00Z", "acme", "m", "\"input_tokens\":100"));
    assertEquals("0.0001", costBy(book, "2026-11-20T00:30:00Z", "acme", "m", "\"input_tokens\":100"));
  }

  @Test
  void more_reasoning_than_output_takes_nothing_away_and_an_absurd_cost_is_unknown() {
    List<PriceLayer> book = List.of(layer("\"provider\":\"acme\",\"output\":1,\"reasoning\":2"));
    assertEquals(
        "0.0002", costBy(book, NOW, "acme", "m", "\"output_tokens\":50,\"reasoning_tokens\":100"));
    List<PriceLayer> absurd = List.of(layer("\"provider\":\"acme\",\"input\":1e9"));
    assertNull(costBy(absurd, NOW, "acme", "m", MILLION));
    assertEquals("1000000", costBy(absurd, NOW, "acme", "m", "\"input_tokens\":1000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"provider\":\"acme\",\"inptu\":1,\"output\":1 | inptu",
        "\"provider\":\"acme\" | input",
        "\"provider\":\"acme\",\"input\":1,\"from\":\"2026-02-01\",\"to\":\"2026-02-01\" | to",
        "\"provider\":\"acme\",\"input\":1,\"from\":\"yesterday\" | yesterday",
        "\"provider\":\"acme\",\"input\":-1 | input",
      })
  void refuses_a_price_that_could_price_nothing(String entry, String named) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> entry(entry));
    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
  }
}
