package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLinesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long MAX = UsageLineReader.DEFAULT_MAX_TOKENS;
  private static final int MUTATIONS = 100_000 * Integer.getInteger("tokenly.test.scale", 1);
  private static final List<String> LINES =
      List.of(
          "{\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"input_tokens\":12,"
              + "\"output_tokens\":0,\"cost_usd\":0.0000000001,\"streaming\":true,\"session_id\":\"s 1\"}",
          "{ \"timestamp\": \"2026-11-19T10:00:00+02:00\", \"service\": \"a\", \"model\": \"m\", \"status\": 200, \"cost_usd\": 12 }",
          "{\"model\":\"m\",\"service\":\"a\",\"timestamp\":\"2025-02-28T23:59:59.123456789Z\",\"plan\":\"subscription\","
              + "\"total_tokens\":10000000,\"response_cache_hit\":false,\"request_id\":\"r\",\"project\":\"\"}");

  private final UsageLineReader reader = new UsageLineReader(CLOCK, MAX);
  private String passed = "";
  private final NativeLines lines =
      new NativeLines(CLOCK, MAX,
          (bytes, from, to) -> passed = new String(bytes, from, to - from, StandardCharsets.UTF_8));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private UsageRecord ok(byte[] line) {
    return assertInstanceOf(UsageLine.Ok.class, reader.read(line, 0, line.length)).usage();
  }

  @Test
  void plain_lines_are_seen_to_be_valid_and_pass_untouched() {
    for (String line : LINES) {
      assertTrue(new PlainLine(NOW, MAX).is(utf8(line), 0, line.length()), line);
      assertNull(lines.take(utf8(line), 0, line.length()));
      assertEquals(line, passed);
    }
  }

  /** What the quick look calls valid must be valid to the reader that decides; and no doubt may lose a record's identity. */
  @Test
  void the_quick_look_sees_what_the_parser_reads_and_nothing_it_refuses() {
    PlainLine plain = new PlainLine(NOW, MAX);
    Random random = new Random(20261125);
    int seenPlain = 0;
    for (int turn = 0; turn < MUTATIONS; turn++) {
      byte[] line = mutated(utf8(LINES.get(turn % LINES.size())), random);
      UsageLine parsed = reader.parse(line, 0, line.length);
      if (plain.is(line, 0, line.length)) {
        seenPlain++;
        assertInstanceOf(UsageLine.Ok.class, parsed);
      }
      assertEquals(parsed, reader.read(line, 0, line.length));
      String why = lines.take(line, 0, line.length);
      if (reader.read(line, 0, line.length) instanceof UsageLine.Ok(var usage) && why == null) {
        assertEquals(usage.id(), ok(utf8(passed)).id(), passed);
      }
    }
    assertTrue(seenPlain > MUTATIONS / 50, "some mutations must stay plain: " + seenPlain);
  }

  private static byte[] mutated(byte[] line, Random random) {
    byte[] changed = line.clone();
    for (int count = random.nextInt(3); count >= 0; count--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] = (byte) "0123456789\",:{} .eZ-+".charAt(random.nextInt(21));
        case 2 -> {
          System.arraycopy(changed, at + 1, changed, at, changed.length - at - 1);
          changed = Arrays.copyOf(changed, changed.length - 1);
        }
        default -> {
          changed = Arrays.copyOf(changed, changed.length + 1);
          System.arraycopy(changed, at, changed, at + 1, changed.length - at - 1);
        }
      }
    }
    return changed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"input_tokens\":10000001}", ",\"input_tokens\":01}", ",\"input_tokens\":-1}", ",\"input_tokens\":1e3}",
        ",\"input_tokens\":1,\"input_tokens\":1}", ",\"cost_usd\":100000000}", ",\"cost_usd\":0.12345678901}", "}}", "",
        ",\"streaming\":truth}", ",\"metadata\":{}}", ",\"prompt\":\"x\"}", ",\"user_id\":\"\u00e4\"}", ",}", "},"
      })
  void everything_unusual_is_left_to_the_reader(String end) {
    byte[] line = utf8("{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"a\",\"model\":\"m\"" + end);
    assertFalse(new PlainLine(NOW, MAX).is(line, 0, line.length), end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T12:00:01Z", "2026-11-20T10:00:00-14:00", "0001-01-01T00:00:00Z", "2025-02-29T00:00:00Z",
        "2026-11-20T24:00:00Z", "2026-11-20T10:00:00.Z", "2026-11-20T10:00:00", "2026-11-20 10:00:00Z"
      })
  void an_unusual_time_is_left_to_the_reader(String time) {
    byte[] line = utf8("{\"timestamp\":\"" + time + "\",\"service\":\"a\",\"model\":\"m\"}");
    assertFalse(new PlainLine(NOW, MAX).is(line, 0, line.length), time);
  }

  @Test
  void unknown_fields_are_dropped_and_known_ones_keep_their_spelling_and_so_the_records_identity() {
    byte[] line =
        utf8(
            "{\"prompt\":\"canary\",\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"messages\":[{\"content\":\"canary\"}],"
                + "\"service\":\"a\",\"model\":\"m\\u00fc\",\"input_tokens\":1.0,\"cost_usd\":\"0.50\",\"user_id\":null}");
    assertNull(lines.take(line, 0, line.length));
    assertEquals(
        "{\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"service\":\"a\",\"model\":\"m\u00fc\",\"input_tokens\":1.0,"
            + "\"cost_usd\":\"0.50\"}",
        passed);
    assertEquals(ok(line).id(), ok(utf8(passed)).id());
  }

  @Test
  void a_line_that_is_no_record_gives_its_reason_and_goes_nowhere() {
    byte[] line = utf8("{\"timestamp\":\"yesterday\",\"service\":\"a\",\"model\":\"m\"}");
    assertNotNull(lines.take(line, 0, line.length));
    assertEquals("", passed);
  }
}
