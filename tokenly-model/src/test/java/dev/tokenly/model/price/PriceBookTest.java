package dev.tokenly.model.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.UsageLine;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {
  private static final PriceBook BOOK = PriceBook.shipped();
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

  private @Nullable String cost(String time, String service, String model, String more) {
    Usd cost = BOOK.price(usage(time, service, model, more)).cost();
    return cost == null ? null : cost.plain();
  }

  private static final String NOW = "2026-11-20T12:00:00Z";
  private static final String HUNDRED_THOUSAND = "\"input_tokens\":100000";
  private static final String MILLION = "\"input_tokens\":1000000";

  @Test
  void prices_every_bucket_at_its_own_rate() {
    String tokens =
        "\"input_tokens\":1000,\"output_tokens\":2000,\"cache_read_tokens\":3000,\"cache_write_tokens\":4000,"
            + "\"cache_write_1h_tokens\":5000,\"reasoning_tokens\":1500";
    // 4*1 + 20*2 + 0.2*3 + 5*4 + 8*5 thousandths of a dollar; reasoning is inside output
    assertEquals("0.1046", cost(NOW, "anthropic", "claude-opus-5-5", tokens));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-29T23:59:59Z, openai, gpt-5.6-luna, 0.1",
    "2026-07-30T00:00:00Z, openai, gpt-5.6-luna, 0.02",
    "2025-06-09T00:00:00Z, openai, o3, 1",
    "2025-06-10T00:00:00Z, openai, o3, 0.2",
    "2026-11-30T23:59:59Z, google, gemini-4-argon, 0.2",
    "2026-12-01T00:00:00Z, google, gemini-4-argon, 0.4",
    "2026-12-31T23:59:59Z, google, gemini-3.7-flash, 0.075",
    "2027-01-01T00:00:00Z, google, gemini-3.7-flash, 0.15",
    "2026-09-01T00:30:00Z, deepseek, deepseek-v4-pro, 0.066",
    "2026-09-01T01:00:00Z, deepseek, deepseek-v4-pro, 0.132",
    "2026-09-01T04:00:00Z, deepseek, deepseek-v4-pro, 0.066",
    "2026-09-01T06:00:00Z, deepseek, deepseek-v4-pro, 0.132",
    "2026-08-16T06:00:00Z, deepseek, deepseek-v4-pro, 0.0435",
  })
  void uses_the_price_of_the_day_it_was_spent(String time, String service, String model, String dollars) {
    assertEquals(dollars, cost(time, service, model, HUNDRED_THOUSAND));
  }

  @Test
  void rates_the_whole_request_by_its_whole_prompt() {
    // 60,000 uncached + 40,001 cached are over 100k: everything at the long-prompt rate
    assertEquals(
        "0.03200005",
        cost(NOW, "anthropic", "claude-haiku-5-5", "\"input_tokens\":60000,\"cache_read_tokens\":40001"));
    assertEquals(
        "0.0064", cost(NOW, "anthropic", "claude-haiku-5-5", "\"input_tokens\":60000,\"cache_read_tokens\":40000"));
    assertEquals("6", cost("2026-01-01T00:00:00Z", "anthropic", "claude-sonnet-4-6", MILLION));
    assertEquals("3", cost("2026-03-13T00:00:00Z", "anthropic", "claude-sonnet-4-6", MILLION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic | claude-opus-5-5 | exact, with provider",
        "claude-code | claude-opus-5-5 | exact",
        "openai | gpt-5.2-codex | exact, with provider",
        "a-name-of-ones-own | gpt-5.2-codex | exact, alias",
        "a-name-of-ones-own | gpt-6-sol | exact",
        "openrouter | anthropic/claude-opus-4.7 | separators normalised",
        "bedrock | us.anthropic.claude-opus-4-7-v1:0 | region or provider prefix stripped",
        "bedrock | us.anthropic.claude-opus-5-5 | exact, with provider",
        "bedrock | us.amazon.nova-pro-v1:0 | region or provider prefix stripped, with provider",
        "vertex_ai | claude-sonnet-4-5@20250929 | release date stripped",
        "anthropic | claude-sonnet-4-20250514 | release date stripped, with provider",
        "anthropic | claude-opus-4-6[1m] | modifier stripped, with provider",
        "openai | gpt-6-sol-high | modifier stripped, with provider",
        "openai | GPT-5-mini-2025-08-07 | release date stripped, with provider",
        "openai | gpt-5-chat-latest | family, every version number equal",
        "mistral | mistral-large-2512 | exact, with provider",
        "zai | glm-5.3-flash | exact, with provider",
        "ollama | claude-opus-5-5 | every model of ollama",
      })
  void matches_and_says_by_which_rule(String service, String model, String rule) {
    List<Match> matches = BOOK.matches(service, model);
    assertEquals(List.of(rule), matches.stream().map(Match::rule).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-opus-4.70",
    "anthropic, claude-opus-6",
    "anthropic, claude-opus",
    "anthropic, claude",
    "openai, gpt-5.20",
    "openai, gpt-6.2",
    "openai, gpt",
    "mistral, mistral-large",
    "mistral, mistral-large-2411",
    "openai, codex-auto-review",
    "moonshot, kimi-for-coding",
    "anthropic, <synthetic>",
    "google, gemini-3.7-flash-lite",
    "openai, gpt-5-mini-pro",
    "moonshot, kimi-k2",
    "openrouter, anthropic/claude-opus-4.7:online"
  })
  void never_guesses_an_older_sibling(String service, String model) {
    assertEquals(List.of(), BOOK.matches(service, model));
    Pricing pricing = BOOK.price(usage(NOW, service, model, MILLION));
    assertNull(pricing.cost());
    assertEquals(CostSource.UNPRICED, pricing.source());
  }

  @Test
  void tells_every_name_it_looked_up_until_one_was_found() {
    assertEquals(
        List.of("claude-opus-4.7-20260101 no", "claude-opus-4.7 no", "claude-opus-4-7 yes"),
        lookedUp("openrouter", "claude-opus-4.7-20260101"));
    assertEquals(List.of("claude-opus-9 no", "claude-opus-9 no"), lookedUp("anthropic", "claude-opus-9"));
  }

  private static List<String> lookedUp(String service, String model) {
    return BOOK.attempts(service, model).stream().map(tried -> tried.name() + (tried.found() ? " yes" : " no"))
        .toList();
  }

  @Test
  void applies_modifiers_and_refuses_unknown_ones() {
    assertEquals("2", cost(NOW, "anthropic", "claude-opus-5-5", MILLION + ",\"service_tier\":\"batch\""));
    assertEquals("8", cost(NOW, "anthropic", "claude-opus-5-5", MILLION + ",\"speed\":\"fast\""));
    assertEquals("4.4", cost(NOW, "anthropic", "claude-opus-5-5", MILLION + ",\"region\":\"us\""));
    assertEquals("4", cost(NOW, "anthropic", "claude-opus-5-5", MILLION + ",\"service_tier\":\"standard\""));
    assertEquals("4.01", cost(NOW, "anthropic", "claude-opus-5-5", MILLION + ",\"web_search_requests\":1"));
    assertEquals("30", cost(NOW, "anthropic", "claude-opus-4-6-fast", MILLION));
    assertNull(cost(NOW, "anthropic", "claude-sonnet-5", MILLION + ",\"speed\":\"fast\""));
    assertEquals("0", cost(NOW, "openai", "gpt-6-sol", MILLION + ",\"response_cache_hit\":true"));
  }

  @Test
  void multiplies_modifiers_and_takes_one_wish_under_two_names_once() {
    String all = MILLION + ",\"service_tier\":\"batch\",\"speed\":\"fast\",\"region\":\"us\"";
    assertEquals("4.4", cost(NOW, "anthropic", "claude-opus-5-5", all));
    assertEquals("4", cost(NOW, "openai", "gpt-6-sol-fast",
        "\"input_tokens\":200000,\"output_tokens\":160000" + ",\"service_tier\":\"priority\""));
    assertNull(cost(NOW, "anthropic", "claude-opus-5-5-fast", MILLION + ",\"service_tier\":\"priority\""));
  }

  @ParameterizedTest
  @CsvSource({
    "us.anthropic.claude-opus-4-7-v1:0, 5.5",
    "eu.anthropic.claude-opus-4-7-v1:0, 5.5",
    "jp.anthropic.claude-sonnet-4-6, 3.3",
    "global.anthropic.claude-opus-4-7-v1:0, 5",
    "eu.anthropic.claude-opus-5-5, 4.4",
  })
  void a_regional_name_costs_more_wherever_the_call_was_logged(String model, String dollars) {
    assertEquals(dollars, cost(NOW, "bedrock", model, MILLION + ",\"region\":\"us-east-1\""));
  }

  @Test
  void an_unknown_rate_is_unknown_and_not_zero() {
    assertNull(cost(NOW, "google", "gemini-4-hydrogen", "\"cache_read_tokens\":5"));
    assertEquals("0.0000015", cost(NOW, "google", "gemini-4-hydrogen", "\"input_tokens\":1"));
    assertNull(cost(NOW, "openai", "gpt-6-sol", "\"total_tokens\":500"));
    Quote quote = BOOK.quote(usage(NOW, "google", "gemini-4-hydrogen", "\"cache_read_tokens\":5"));
    assertEquals("no cache read rate is known for gemini-4-hydrogen", quote.reason());
  }

  @Test
  void local_models_are_explicitly_free() {
    Pricing pricing = BOOK.price(usage(NOW, "ollama", "qwen3:8b", MILLION));
    assertEquals(Usd.ZERO, pricing.cost());
    assertEquals(CostSource.LOCAL, pricing.source());
  }

  @Test
  void keeps_the_reported_cost_and_ours_apart() {
    String reported = MILLION + ",\"cost_usd\":1.5";
    Pricing billed = BOOK.price(usage(NOW, "anthropic", "claude-opus-5-5", reported));
    assertEquals(Usd.of("1.5"), billed.cost());
    assertEquals(Usd.of("4"), billed.priced());
    assertEquals(CostSource.REPORTED, billed.source());
    String estimate = reported + ",\"cost_kind\":\"tool_estimate\"";
    assertEquals("4", cost(NOW, "anthropic", "claude-opus-5-5", estimate));
    assertEquals("1.5", cost(NOW, "anthropic", "claude-opus-99", estimate));
    String fee = MILLION + ",\"cost_usd\":0.000325,\"cost_kind\":\"gateway_fee\"";
    assertEquals("4.000325", cost(NOW, "anthropic", "claude-opus-5-5", fee));
    assertNull(cost(NOW, "anthropic", "claude-opus-99", fee));
  }

  @Test
  void the_strongest_layer_with_a_valid_price_wins() {
    PriceEntry override =
        new PriceEntry(
            new PriceEntry.Name("anthropic", "claude-opus-5-5", List.of()),
            new PriceEntry.Validity(Instant.parse("2026-11-01T00:00:00Z"), null),
            Rates.of("1", "1"),
            PriceEntry.Terms.PLAIN,
            "contract");
    PriceBook book =
        new PriceBook(
            List.of(new PriceLayer("override", "v9", List.of(override)), BookFile.shipped()), PricingMode.AUTO);
    Pricing after = book.price(usage(NOW, "anthropic", "claude-opus-5-5", MILLION));
    Pricing before = book.price(usage("2026-10-31T23:59:59Z", "anthropic", "claude-opus-5-5", MILLION));
    assertEquals(Usd.of("1"), after.cost());
    assertEquals("v9", after.priceVersion());
    assertEquals(Usd.of("4"), before.cost());
    assertEquals("2026-11-22", before.priceVersion());
  }

  @Test
  void every_shipped_entry_survives_a_round_trip_and_overlaps_no_other() {
    List<PriceEntry> entries = BookFile.shipped().entries();
    assertTrue(entries.size() > 120);
    for (PriceEntry entry : entries) {
      byte[] json = JsonText.write(BookFile.toJson(entry)).getBytes(StandardCharsets.UTF_8);
      assertEquals(entry, BookFile.entry(Fields.parse(json)));
      long valid =
          entries.stream()
              .filter(other -> other.name().provider().equals(entry.name().provider()))
              .filter(other -> other.name().model().equals(entry.name().model()))
              .filter(other -> other.validity().holdsAt(Instant.parse("2026-08-18T00:00:00Z")))
              .count();
      assertEquals(1, valid, entry.name().model());
    }
  }

  @Test
  void a_call_that_never_said_what_it_used_costs_unknown_unless_it_is_local() {
    String untold = "\"status\":200,\"input_tokens\":0,\"metadata\":{\"usage_missing\":true}";
    assertNull(cost(NOW, "anthropic", "claude-opus-4-8", untold));
    assertEquals("the reply did not say what the call used",
        BOOK.quote(usage(NOW, "anthropic", "claude-opus-4-8", untold)).reason());
    assertEquals("0", cost(NOW, "anthropic", "claude-opus-4-8", "\"status\":200,\"input_tokens\":0"));
    assertEquals("0", cost(NOW, "ollama", "llama3.2", untold));
  }

  @Test
  void failed_calls_that_used_nothing_cost_nothing() {
    assertEquals("0", cost(NOW, "nobody", "nothing", "\"status\":500,\"input_tokens\":0"));
    assertNull(cost(NOW, "nobody", "nothing", "\"status\":200,\"input_tokens\":0"));
    assertNotNull(BOOK.quote(usage(NOW, "nobody", "nothing", MILLION)).reason());
  }
}
