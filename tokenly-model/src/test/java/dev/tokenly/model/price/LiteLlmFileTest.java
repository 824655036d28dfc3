package dev.tokenly.model.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiteLlmFileTest {
  private static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");

  private static final String FILE =
      """
      {"sample_spec":{"input_cost_per_token":0.1,"litellm_provider":"one of https://..."},
       "a string":"not an object",
       "claude-opus-5-5":{"litellm_provider":"anthropic","input_cost_per_token":5e-06,"output_cost_per_token":2.5e-05,
         "cache_read_input_token_cost":5e-07,"cache_creation_input_token_cost":6.25e-06,
         "cache_creation_input_token_cost_above_1hr":1e-05,"input_cost_per_token_batches":2.5e-06,
         "output_cost_per_token_batches":1.25e-05,"provider_specific_entry":{"us":1.1,"fast":2.0},
         "search_context_cost_per_query":{"search_context_size_medium":0.01}},
       "claude-sonnet-4-5":{"litellm_provider":"anthropic","input_cost_per_token":3e-06,"output_cost_per_token":1.5e-05,
         "cache_creation_input_token_cost":3.75e-06,"cache_creation_input_token_cost_above_1hr":6e-06,
         "cache_read_input_token_cost":3e-07,"input_cost_per_token_above_200k_tokens":6e-06,
         "output_cost_per_token_above_200k_tokens":2.25e-05,"cache_creation_input_token_cost_above_200k_tokens":7.5e-06,
         "cache_creation_input_token_cost_above_1hr_above_200k_tokens":1.2e-05,
         "cache_read_input_token_cost_above_200k_tokens":6e-07},
       "dashscope/qwen-max":{"litellm_provider":"dashscope","tiered_pricing":[
         {"range":[0,32000.0],"input_cost_per_token":1.2e-06,"output_cost_per_token":6e-06},
         {"range":[32000.0,128000.0],"input_cost_per_token":2.4e-06,"output_cost_per_token":1.2e-05}]},
       "github_copilot/gpt-5":{"litellm_provider":"github_copilot","input_cost_per_token":0,"output_cost_per_token":0},
       "whisper":{"litellm_provider":"openai","input_cost_per_second":0.0001}}
      """;

  private static Map<String, PriceEntry> read(PriceBook current) {
    LiteLlmFile.Imported imported =
        LiteLlmFile.read(FILE.getBytes(StandardCharsets.UTF_8), "2026-11-23", current, TODAY);
    assertEquals(4, imported.leftOut());
    return imported.layer().entries().stream()
        .collect(Collectors.toMap(entry -> entry.name().model(), entry -> entry));
  }

  private static PriceEntry named(String model) {
    return Objects.requireNonNull(read(PriceBook.shipped()).get(model), model);
  }

  @Test
  void reads_rates_factors_and_searches() {
    PriceEntry entry = named("claude-opus-5-5");
    assertEquals(Rates.of("5", "25", "0.5", "6.25", "10"), entry.base());
    assertEquals(0, new BigDecimal("0.5").compareTo(entry.terms().factors().getOrDefault("batch", BigDecimal.ZERO)));
    assertEquals(new BigDecimal("2.0"), entry.terms().factors().get("fast"));
    assertEquals(new BigDecimal("1E+1").setScale(0), entry.terms().webSearchPerThousand());
  }

  @Test
  void tells_a_lifetime_from_a_prompt_tier() {
    PriceEntry entry = named("claude-sonnet-4-5");
    assertEquals(List.of(new PriceEntry.Tier(200_000, Rates.of("6", "22.5", "0.6", "7.5", "12"))),
        entry.terms().tiers());
  }

  @Test
  void reads_bands_of_prompt_lengths() {
    PriceEntry entry = named("qwen-max");
    assertEquals(Rates.of("1.2", "6"), entry.base());
    assertEquals(List.of(new PriceEntry.Tier(32_000, Rates.of("2.4", "12"))), entry.terms().tiers());
  }

  @Test
  void keeps_history_where_the_book_knew_another_price() {
    assertEquals(new PriceEntry.Validity(TODAY, null), named("claude-opus-5-5").validity());
    assertEquals(PriceEntry.Validity.ALWAYS, named("claude-sonnet-4-5").validity());
    assertEquals(PriceEntry.Validity.ALWAYS, named("qwen-max").validity());
  }

  private static PriceLayer layer(String models) {
    byte[] file = ("{" + models + "}").getBytes(StandardCharsets.UTF_8);
    return LiteLlmFile.read(file, "v", PriceBook.shipped(), TODAY).layer();
  }

  @Test
  void a_price_the_book_knows_holds_no_longer_than_the_book_says() {
    PriceLayer layer =
        layer(
            """
            "o3":{"litellm_provider":"openai","input_cost_per_token":2e-06,"output_cost_per_token":8e-06,
              "cache_read_input_token_cost":5e-07},
            "gemini/gemini-4-argon":{"litellm_provider":"gemini","input_cost_per_token":2e-06,
              "output_cost_per_token":1e-05,"cache_read_input_token_cost":1e-07},
            "gpt-5.6-luna-2026-07-09":{"litellm_provider":"openai","input_cost_per_token":3e-07,
              "output_cost_per_token":1.2e-06}
            """);
    Map<String, PriceEntry.Validity> validity =
        layer.entries().stream().collect(Collectors.toMap(entry -> entry.name().model(), PriceEntry::validity));
    assertEquals(
        Map.of(
            "o3", new PriceEntry.Validity(Instant.parse("2025-06-10T00:00:00Z"), null),
            "gemini-4-argon", new PriceEntry.Validity(null, Instant.parse("2026-12-01T00:00:00Z")),
            "gpt-5.6-luna-2026-07-09", new PriceEntry.Validity(TODAY, null)),
        validity);
  }

  @Test
  void an_id_without_a_host_is_the_vendors_and_a_tier_that_changes_unlike_rates_has_no_factor() {
    PriceLayer layer =
        layer(
            """
            "azure_ai/claude-9":{"litellm_provider":"azure_ai","input_cost_per_token":9e-06,"output_cost_per_token":9e-06},
            "claude-9":{"litellm_provider":"anthropic","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,
              "cache_read_input_token_cost":1e-07,"input_cost_per_token_priority":2e-06,
              "output_cost_per_token_priority":4e-06,"cache_read_input_token_cost_priority":3e-07,
              "input_cost_per_token_above_200k_tokens":2e-06,"input_cost_per_token_flex":5e-07,
              "output_cost_per_token_flex":1e-06,"input_cost_per_token_above_200k_tokens_flex":1e-06},
            "odd":{"litellm_provider":"x","input_cost_per_token":-1,"output_cost_per_token":1e-06}
            """);
    PriceBook book = new PriceBook(List.of(layer), PricingMode.AUTO);
    PriceEntry claude = Objects.requireNonNull(book.entry("claude-code", "claude-9", TODAY));
    assertEquals("anthropic", claude.name().provider());
    assertEquals(Map.of("flex", new BigDecimal("0.5")), claude.terms().factors());
    assertNull(Objects.requireNonNull(book.entry("x", "odd", TODAY)).base().input());
  }

  @Test
  void shows_what_a_list_of_our_own_changes_later_and_where_only_a_tier_differs() {
    String ours =
        """
        {"schema":"tokenly.prices/v1","version":"v","prices":[
          {"provider":"google","model":"gemini-4-argon","from":"2026-12-01","input":5,"output":20,"cache_read":0.2,
           "source":"s"},
          {"provider":"google","model":"gemini-3.8-flash","from":"2027-01-01","input":1.5,"output":7.50,
           "cache_read":0.15,"source":"s"},
          {"provider":"openai","model":"gpt-4.1","input":2,"output":8,"cache_read":0.5,
           "above":[{"prompt":9,"input":3,"output":8}],"source":"s"}]}
        """;
    PriceLayer layer = BookFile.read("import", ours.getBytes(StandardCharsets.UTF_8));
    List<String> changed =
        PriceChange.between(PriceBook.shipped(), layer, TODAY).stream()
            .map(change -> change.then().name().model())
            .toList();
    assertEquals(List.of("gemini-4-argon", "gpt-4.1"), changed);
  }

  @Test
  void shows_what_an_import_would_change() {
    PriceBook book = PriceBook.shipped();
    PriceLayer layer =
        LiteLlmFile.read(FILE.getBytes(StandardCharsets.UTF_8), "v", book, TODAY).layer();
    List<String> changed =
        PriceChange.between(book, layer, TODAY).stream().map(change -> change.then().name().model()).toList();
    assertEquals(List.of("claude-opus-5-5", "qwen-max"), changed);
  }

  @Test
  void refuses_a_file_that_is_no_price_list() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LiteLlmFile.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "v", PriceBook.shipped(), TODAY));
  }

  @Test
  void takes_nothing_for_a_price_that_is_none_and_keeps_the_rest() {
    String odd =
        """
        {"text":{"input_cost_per_token":"1e-6","output_cost_per_token":2e-6},
         "negative":{"input_cost_per_token":-1e-6,"output_cost_per_token":2e-6},
         "tiny":{"input_cost_per_token":1e-400,"output_cost_per_token":2e-6},
         "immense":{"input_cost_per_token":1e400,"output_cost_per_token":2e-6},
         "tier":{"input_cost_per_token":1e-6,"output_cost_per_token":2e-6,
           "input_cost_per_token_above_99999999999999999999k_tokens":1e-6},
         "factors":{"input_cost_per_token":1e-6,"output_cost_per_token":2e-6,
           "provider_specific_entry":{"us":-3,"eu":0,"fast":1e99},
           "search_context_cost_per_query":{"search_context_size_medium":"dear"}}}
        """;
    LiteLlmFile.Imported imported =
        LiteLlmFile.read(odd.getBytes(StandardCharsets.UTF_8), "1", PriceBook.shipped(), TODAY);
    assertEquals(0, imported.leftOut());
    Map<String, PriceEntry> read =
        imported.layer().entries().stream().collect(Collectors.toMap(entry -> entry.name().model(), entry -> entry));
    for (String model : List.of("text", "negative", "tiny", "immense")) {
      assertEquals(Rates.of(null, "2"), Objects.requireNonNull(read.get(model)).base(), model);
    }
    PriceEntry factors = Objects.requireNonNull(read.get("factors"));
    assertEquals(Map.of(), factors.terms().factors());
    assertNull(factors.terms().webSearchPerThousand());
    assertEquals(List.of(), Objects.requireNonNull(read.get("tier")).terms().tiers());
    for (PriceEntry entry : imported.layer().entries()) {
      assertEquals(entry, BookFile.entry(dev.tokenly.model.json.Fields.of(BookFile.toJson(entry))));
    }
  }

  @Test
  void a_kept_entry_that_is_no_price_does_not_hide_the_others() {
    String kept =
        """
        {"schema":"tokenly.prices/v1","version":"1","prices":[
          {"provider":"a","model":"one","source":"x","input":1,"factors":{"us":-3}},
          {"provider":"a","model":"two","source":"x","input":1}]}
        """;
    List<PriceEntry> entries = BookFile.kept("import", kept.getBytes(StandardCharsets.UTF_8)).entries();
    assertEquals(List.of("two"), entries.stream().map(entry -> entry.name().model()).toList());
  }
}
