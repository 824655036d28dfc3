package dev.tokenly.formats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.formats.api.UsageMeter.Framing;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawUsageTest {
  private static String raw(Framing framing, String body) {
    UsageMeter meter = new UsageMeter(framing);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    meter.feed(bytes, 0, bytes.length);
    meter.end();
    Map<String, Object> raw = meter.usage().raw();
    return raw.isEmpty() ? "" : JsonText.write(raw);
  }

  @Test
  void keeps_the_numbers_of_usage_as_they_are_written() {
    assertEquals(
        "{\"prompt_tokens\":120,\"completion_tokens\":30,\"prompt_tokens_details\":{\"cached_tokens\":0},\"cost\":0.00010}",
        raw(Framing.WHOLE,
            "{\"id\":\"c\",\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":30,\"service_tier\":\"default\","
                + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio\":null},\"cost\":0.00010,\"is_byok\":false}}"));
  }

  @Test
  void what_comes_later_in_a_stream_replaces_what_came_before_field_by_field() {
    assertEquals(
        "{\"input_tokens\":12,\"cache_creation\":{\"a\":1,\"b\":3},\"output_tokens\":41}",
        raw(Framing.EVENTS,
            "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":12,\"cache_creation\":{\"a\":1,"
                + "\"b\":2},\"output_tokens\":1}}}\n\n"
                + "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":41,\"cache_creation\":{\"b\":3},"
                + "\"input_tokens\":null}}\n\n"));
  }

  @Test
  void keeps_the_counts_of_providers_without_an_object_for_them() {
    assertEquals(
        "{\"prompt_eval_count\":26,\"eval_count\":298}",
        raw(Framing.LINES,
            "{\"model\":\"m\",\"done\":true,\"total_duration\":9,\"prompt_eval_count\":26,\"eval_count\":298}\n"));
    assertEquals(
        "{\"promptTokenCount\":5,\"candidatesTokenCount\":2}",
        raw(Framing.WHOLE,
            "{\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":2,"
                + "\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":5}]}}"));
  }

  /** An upstream that wants a text to be kept finds no place for it. */
  @Test
  void keeps_no_text_in_whatever_place() {
    assertEquals(
        "{\"output_tokens\":1}",
        raw(Framing.WHOLE,
            "{\"usage\":{\"output_tokens\":1,\"the secret of the prompt\":2,\"input_tokens\":\"CANARY\",\"a\":[\"CANARY\"],"
                + "\"grüße\":3,\"x\":{\"text\":\"CANARY\"},\"" + "c".repeat(49) + "\":4}}"));
  }

  @Test
  void is_bounded_and_gives_up_what_does_not_fit() {
    String many =
        IntStream.range(0, 500).mapToObj(number -> "\"n" + number + "\":1234567").collect(Collectors.joining(","));
    String kept = raw(Framing.WHOLE, "{\"usage\":{\"output_tokens\":1," + many + "}}");
    assertTrue(kept.length() <= 1024 && kept.contains("\"n62\""), kept);
    String long64 = IntStream.range(0, 63).mapToObj(number -> "\"" + "n".repeat(40) + number + "\":1")
        .collect(Collectors.joining(","));
    assertEquals("", raw(Framing.WHOLE, "{\"usage\":{\"output_tokens\":1," + long64 + "}}"));
    String deep = "{\"a\":".repeat(9) + "1" + "}".repeat(9);
    assertEquals("{\"output_tokens\":1}", raw(Framing.WHOLE, "{\"usage\":{\"output_tokens\":1,\"d\":" + deep + "}}"));
  }
}
