package dev.tokenly.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records whose equality is written out by hand: each component must still tell two of them apart. */
class WrittenOutEqualsTest {
  private static final Hash128 A = new Hash128(1, 2);
  private static final Hash128 B = new Hash128(3, 4);

  @Test
  void tokens() {
    check(() -> Stream.of(
        Tokens.ZERO, new Tokens(1, 0, 0, 0, 0, 0, 0), new Tokens(0, 1, 0, 0, 0, 0, 0), new Tokens(0, 0, 1, 0, 0, 0, 0),
        new Tokens(0, 0, 0, 1, 0, 0, 0), new Tokens(0, 0, 0, 0, 1, 0, 0), new Tokens(0, 0, 0, 0, 0, 1, 0),
        new Tokens(0, 0, 0, 0, 0, 0, 1)));
  }

  @Test
  void tokens_are_written_as_the_ids_made_of_them_need() {
    assertEquals(
        "Tokens[input=1, cacheRead=2, cacheWrite5m=3, cacheWrite1h=4, cacheWriteOther=5, output=6, reasoning=7]",
        new Tokens(1, 2, 3, 4, 5, 6, 7).toString());
  }

  @Test
  void price_modifiers() {
    check(() -> Stream.of(
        PriceModifiers.NONE, new PriceModifiers("a", null, null, 0, false, false),
        new PriceModifiers(null, "a", null, 0, false, false), new PriceModifiers(null, null, "a", 0, false, false),
        new PriceModifiers(null, null, null, 1, false, false), new PriceModifiers(null, null, null, 0, true, false),
        new PriceModifiers(null, null, null, 0, false, true)));
  }

  @Test
  void call_details() {
    PriceModifiers none = PriceModifiers.NONE;
    check(() -> Stream.of(
        CallDetails.NONE, new CallDetails(1L, null, null, null, null, none, null),
        new CallDetails(null, 1L, null, null, null, none, null),
        new CallDetails(null, null, "a", null, null, none, null),
        new CallDetails(null, null, null, true, null, none, null),
        new CallDetails(null, null, null, null, 1, none, null),
        new CallDetails(null, null, null, null, null, new PriceModifiers("a", null, null, 0, false, false), null),
        new CallDetails(null, null, null, null, null, none, "a")));
  }

  @Test
  void attribution() {
    check(() -> Stream.of(
        Attribution.NONE, new Attribution("a", null, null, null, null, null, null),
        new Attribution(null, "a", null, null, null, null, null),
        new Attribution(null, null, "a", null, null, null, null),
        new Attribution(null, null, null, "a", null, null, null),
        new Attribution(null, null, null, null, "a", null, null),
        new Attribution(null, null, null, null, null, "a", null),
        new Attribution(null, null, null, null, null, null, "a")));
  }

  @Test
  void ids_origins_and_models() {
    check(() -> Stream.of(
        new RecordId(A, null, A, true), new RecordId(B, null, A, true), new RecordId(A, B, A, true),
        new RecordId(A, null, B, true), new RecordId(A, null, A, false)));
    check(() -> Stream.of(origin(A, 0, "x"), origin(B, 0, "x"), origin(A, 1, "x"), origin(A, 0, "y")));
    check(() -> Stream.of(
        new UsageRecord.ModelUsed("a", "a"), new UsageRecord.ModelUsed("b", "a"), new UsageRecord.ModelUsed("a", "b")));
  }

  @Test
  void usage_records() {
    UsageRecord.Origin from = origin(A, 0, "x");
    UsageRecord.ModelUsed model = new UsageRecord.ModelUsed("a", "a");
    Attribution who = Attribution.NONE;
    CallDetails how = CallDetails.NONE;
    check(() -> Stream.of(
        new UsageRecord(from, model, Tokens.ZERO, 0, who, how, null),
        new UsageRecord(origin(B, 0, "x"), model, Tokens.ZERO, 0, who, how, null),
        new UsageRecord(from, new UsageRecord.ModelUsed("a", "b"), Tokens.ZERO, 0, who, how, null),
        new UsageRecord(from, model, Tokens.of(1, 0), 0, who, how, null),
        new UsageRecord(from, model, Tokens.ZERO, 1, who, how, null),
        new UsageRecord(from, model, Tokens.ZERO, 0, new Attribution("a", null, null, null, null, null, null), how,
            null),
        new UsageRecord(
            from, model, Tokens.ZERO, 0, who, new CallDetails(1L, null, null, null, null, PriceModifiers.NONE, null),
            null),
        new UsageRecord(
            from, model, Tokens.ZERO, 0, who, how, new ReportedCost(Usd.ZERO, ReportedCost.Kind.TOOL_ESTIMATE))));
  }

  private static UsageRecord.Origin origin(Hash128 id, long second, String format) {
    return new UsageRecord.Origin(new RecordId(id, null, id, true), Instant.ofEpochSecond(second), format);
  }

  /** Made twice: each equals its twin, with the same hash, and none of the others. */
  private static void check(Supplier<Stream<Object>> all) {
    List<Object> once = all.get().toList();
    List<Object> again = all.get().toList();
    for (int a = 0; a < once.size(); a++) {
      assertEquals(once.get(a).hashCode(), again.get(a).hashCode());
      for (int b = 0; b < again.size(); b++) {
        assertEquals(a == b, once.get(a).equals(again.get(b)), once.get(a) + " and " + again.get(b));
      }
    }
  }
}
