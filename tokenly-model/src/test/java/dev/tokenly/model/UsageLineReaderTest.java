package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageLineReaderTest {
  private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private final UsageLineReader reader = new UsageLineReader(NOW, UsageLineReader.DEFAULT_MAX_TOKENS);

  private UsageLine read(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, bytes.length);
  }

  private UsageRecord ok(String line) {
    return assertInstanceOf(UsageLine.Ok.class, read(line), line).usage();
  }

  private String bad(String line) {
    return assertInstanceOf(UsageLine.Bad.class, read(line), line).reason();
  }

  private static String line(String more) {
    return "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\"" + more + "}";
  }

  @Test
  void reads_a_whole_record() {
    UsageRecord usage =
        ok(
            line(
                ",\"input_tokens\":12,\"output_tokens\":34,\"cache_read_tokens\":5,\"cache_write_1h_tokens\":6,"
                    + "\"reasoning_tokens\":7,\"cost_usd\":0.0000000001,\"request_id\":\"resp_1\",\"duration_ms\":250,"
                    + "\"streaming\":true,\"metadata\":{\"a\":1}"));
    assertEquals(new Tokens(12, 5, 0, 6, 0, 34, 7), usage.tokens());
    assertEquals(57, usage.totalTokens());
    assertEquals(new ReportedCost(Usd.of("0.0000000001"), ReportedCost.Kind.VENDOR_BILLED), usage.reportedCost());
    assertEquals(250L, usage.details().durationMs());
    assertEquals("{\"a\":1}", usage.details().metadata());
    assertTrue(usage.id().fromProvider());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-1 | input_tokens: not between 0 and 10000000",
        "1.5 | input_tokens: not a whole number within range",
        "\"12\" | input_tokens: not a number",
        "9223372036854775808 | input_tokens: not a whole number within range",
        "null | input_tokens: not a number",
        "10000001 | input_tokens: not between 0 and 10000000",
      })
  void refuses_a_bad_token_count_with_its_reason(String value, String reason) {
    assertEquals(reason, bad(line(",\"input_tokens\":" + value)));
  }

  @Test
  void keeps_ten_decimals_of_a_finer_cost_instead_of_losing_the_record() {
    assertEquals("0.0000300001",
        Objects.requireNonNull(ok(line(",\"cost_usd\":0.000030000100000000004")).reportedCost()).amount().plain());
    assertEquals("0", Objects.requireNonNull(ok(line(",\"cost_usd\":1e-600000000")).reportedCost()).amount().plain());
    assertEquals("cost_usd: not a decimal number", bad(line(",\"cost_usd\":\"much\"")));
  }

  @Test
  void metadata_is_measured_in_bytes() {
    ok(line(",\"metadata\":{\"a\":\"" + "x".repeat(4000) + "\"}"));
    assertEquals("metadata: larger than 4 KiB", bad(line(",\"metadata\":{\"a\":\"" + "€".repeat(2000) + "\"}")));
  }

  @Test
  void accepts_three_million_tokens_and_whole_floats() {
    assertEquals(3_000_000, ok(line(",\"input_tokens\":3000000")).tokens().input());
    assertEquals(100, ok(line(",\"input_tokens\":1.0E2")).tokens().input());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00",
    "2026-11-20",
    "2026-02-30T10:00:00Z",
    "2026-11-20T23:59:60Z",
    "9999-11-20T10:00:00Z",
    "-001-11-20T10:00:00Z",
    "0001-01-01T00:00:00Z",
    "2026-11-21T12:00:01Z"
  })
  void refuses_a_timestamp_that_is_none(String timestamp) {
    String reason = bad("{\"timestamp\":\"" + timestamp + "\",\"service\":\"a\",\"model\":\"b\"}");
    assertTrue(reason.startsWith("timestamp: "), reason);
  }

  @Test
  void reads_offsets_and_fractions_to_the_microsecond() {
    UsageRecord usage = ok("{\"timestamp\":\"2026-11-20T10:00:00.1234567+02:00\",\"service\":\"a\",\"model\":\"b\"}");
    assertEquals(Instant.parse("2026-11-20T08:00:00.123456Z"), usage.timestamp());
  }

  @Test
  void computes_the_wire_hash_over_the_values_as_sent() {
    String expected =
        new WireHash().hexOf("2026-11-20T10:00:00Z", "openai", "gpt-6-sol", "1", "2", null, "0.10", "s", null, null,
            null, null);
    UsageRecord usage = ok(line(",\"input_tokens\":1,\"output_tokens\":2,\"cost_usd\":0.10,\"session_id\":\"s\""));
    assertEquals(expected.substring(0, 32), usage.id().hash().hex());
    assertEquals(usage.id().hash(), usage.id().identity());
    assertNotEquals(usage.id().hash(), ok(line(",\"input_tokens\":1,\"output_tokens\":2")).id().hash());
  }

  @Test
  void identifies_a_call_by_service_family_and_request_id() {
    RecordId log = ok(line(",\"request_id\":\"r1\",\"output_tokens\":1")).id();
    RecordId later = ok(line(",\"request_id\":\"r1\",\"output_tokens\":9")).id();
    assertEquals(log.identity(), later.identity());
    assertNotEquals(log.hash(), later.hash());
  }

  @Test
  void folds_unknown_scalars_into_metadata_and_skips_unknown_trees() {
    UsageRecord usage = ok(line(",\"team\":\"blue\",\"messages\":[{\"text\":\"secret\"}]"));
    assertEquals("{\"team\":\"blue\"}", usage.details().metadata());
  }

  @Test
  void refuses_a_field_named_twice() {
    assertEquals("input_tokens: named twice", bad(line(",\"input_tokens\":1,\"input_tokens\":9")));
  }

  @Test
  void treats_explicit_nulls_of_optional_texts_as_absent() {
    UsageRecord usage = ok(line(",\"session_id\":null,\"cost_usd\":null"));
    assertNull(usage.attribution().sessionId());
    assertNull(usage.reportedCost());
  }

  @Test
  void removes_control_characters_before_anything_is_stored() {
    UsageRecord usage =
        ok("{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"a\",\"model\":\"\\u001b[2Jx\\u009b\"}");
    assertEquals("[2Jx", usage.model().name());
  }

  @Test
  void refuses_garbage_with_a_reason_and_no_text_of_it() {
    assertEquals("not a JSON object", bad("[1]"));
    assertTrue(bad("{\"timestamp\": secret}").startsWith("not valid JSON"));
    assertTrue(bad("").startsWith("not"));
    assertEquals("text after the JSON object", bad(line("") + "{}"));
  }

  @Test
  void writes_what_it_reads() throws IOException {
    String more =
        ",\"input_tokens\":12,\"output_tokens\":34,\"cache_read_tokens\":5,\"cost_usd\":0.25,\"cost_kind\":\"tool_estimate\","
            + "\"request_id\":\"resp_1\",\"service_tier\":\"batch\",\"plan\":\"subscription\",\"project\":\"p\"";
    UsageRecord usage = ok(line(more));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NativeWriter writer = new NativeWriter(out)) {
      writer.write(usage);
    }
    UsageRecord again = ok(out.toString(StandardCharsets.UTF_8).strip());
    assertEquals(usage.tokens(), again.tokens());
    assertEquals(usage.attribution(), again.attribution());
    assertEquals(usage.details(), again.details());
    assertEquals(usage.reportedCost(), again.reportedCost());
    assertEquals(usage.id().identity(), again.id().identity());
  }
}
