package dev.tokenly.formats.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.Observer;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int ROUNDS = 500 * Integer.getInteger("tokenly.test.scale", 1);
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

  private static UsageRecord seen(String format, String id, @Nullable String alternate, Tokens tokens, int second) {
    RecordId ids = RecordId.of("anthropic", id, alternate, Hash128.of(format + id + second + tokens));
    return new UsageRecord(
        new UsageRecord.Origin(ids, TIME.plusSeconds(second), format),
        new UsageRecord.ModelUsed("anthropic", "claude-sonnet-5-5"),
        tokens,
        tokens.total(),
        new Attribution("a" + second % 2, null, null, null, id, alternate, null),
        CallDetails.NONE,
        null);
  }

  private static List<String> calls(List<UsageRecord> sightings) {
    Ledger ledger = Ledger.compact();
    sightings.forEach(ledger::record);
    return new ArrayList<>(new TreeSet<>(ledger.calls().stream().map(LedgerTest::describe).toList()));
  }

  private static String describe(Ledger.Call call) {
    UsageRecord usage = call.usage();
    return usage.tokens() + " " + usage.timestamp() + " " + usage.attribution().application() + " " + call.seenBy();
  }

  @Test
  void counts_kept_output_only_of_sessions_whose_log_was_not_read() {
    Tokens tokens = new Tokens(1, 2, 0, 0, 0, 3, 0);
    Ledger ledger = Ledger.compact();
    ledger.record(inSession("claude-headless", "s-1", tokens));
    ledger.record(inSession("claude-headless", "s-2", tokens));
    ledger.record(inSession("claude-code", "s-1", tokens));
    ledger.record(inSession("codex", "s-2", tokens));
    List<String> formats = ledger.calls().stream().map(call -> call.usage().origin().sourceFormat()).toList();
    assertEquals(List.of("claude-headless", "claude-code", "codex"), formats);
  }

  private static UsageRecord inSession(String format, String session, Tokens tokens) {
    UsageRecord plain = seen(format, format + session, null, tokens, 0);
    return new UsageRecord(
        plain.origin(), plain.model(), tokens, tokens.total(),
        new Attribution(format, null, null, session, format + session, null, null), CallDetails.NONE, null);
  }

  @Test
  void refuses_what_no_server_would_take() {
    Ledger ledger = Ledger.compact();
    ledger.record(seen("claude-code", "msg_1", null, new Tokens(10_000_000, 0, 0, 0, 0, 1, 0), 0));
    ledger.record(seen("claude-code", "msg_2", null, new Tokens(1, 0, 0, 0, 0, 10_000_001, 0), 0));
    assertEquals(1, ledger.calls().size());
    assertEquals(Map.of("more than 10000000 tokens of a kind in one call", 1L), ledger.rejects());
  }

  @Test
  void joins_what_log_telemetry_and_proxy_saw_of_one_call() {
    UsageRecord log = seen("claude-code", "msg_1", "req_1", new Tokens(1, 2, 0, 3, 0, 4, 0), 0);
    UsageRecord telemetry = seen("otlp", "req_1", null, new Tokens(1, 2, 0, 0, 3, 4, 0), 1);
    UsageRecord proxy = seen("proxy", "msg_1", "req_1", new Tokens(1, 2, 0, 3, 0, 4, 0), 2);
    Ledger ledger = Ledger.full();
    List.of(telemetry, log, proxy).forEach(ledger::record);
    Ledger.Call call = ledger.calls().getFirst();
    assertEquals(1, ledger.calls().size());
    assertEquals(new Tokens(1, 2, 0, 3, 0, 4, 0), call.usage().tokens());
    assertEquals(Observer.LOG.bit() | Observer.PROXY.bit() | Observer.OTEL.bit(), call.seenBy());
  }

  /** Codex calls the service as its user named it in {@code config.toml}; the proxy as its listener's provider. */
  @Test
  void joins_a_reply_whose_service_its_observers_call_by_different_names() {
    List<String> ids =
        List.of("resp_0aa11bb22cc33dd44ee55ff6", "msg_01QqWwEeRrTtYyUuIiOoPpAa", "chatcmpl-Zz91Yy82Xx73Ww64Vv");
    for (String id : ids) {
      RecordId log = RecordId.of("my-provider", id, null, Hash128.of("log"));
      RecordId proxy = RecordId.of("local", id, null, Hash128.of("proxy"));
      assertEquals(log.identity(), proxy.identity(), id);
    }
  }

  /** Some servers number their replies: the same number of two services is two calls. */
  @Test
  void keeps_apart_short_ids_of_two_services() {
    for (String id : List.of("resp_1", "msg_1732632154123", "chatcmpl-417", "5f0c9a52-1d0c-4b7e-9d62-2b7f3b7e8a11")) {
      RecordId one = RecordId.of("my-provider", id, null, Hash128.of("one"));
      RecordId other = RecordId.of("local", id, null, Hash128.of("other"));
      assertNotEquals(one.identity(), other.identity(), id);
    }
  }

  @Test
  void keeps_apart_two_calls_that_share_nothing_but_a_second_id() {
    UsageRecord one = seen("claude-code", "msg_1", "req_1", Tokens.of(1, 2), 0);
    UsageRecord other = seen("claude-code", "msg_2", "req_1", Tokens.of(3, 4), 1);
    assertEquals(2, calls(List.of(one, other)).size());
  }

  @Test
  void gives_the_same_calls_in_any_order_and_any_number_of_times() {
    Random random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      List<UsageRecord> sightings = new ArrayList<>();
      for (int sighting = 0; sighting < 12; sighting++) {
        sightings.add(anySighting(random));
      }
      List<String> expected = calls(sightings);
      sightings.addAll(sightings.subList(0, 4));
      Collections.shuffle(sightings, random);
      assertEquals(expected, calls(sightings), "round " + round);
    }
  }

  private static UsageRecord anySighting(Random random) {
    int call = random.nextInt(4);
    int output = 1 + random.nextInt(3);
    Tokens log = new Tokens(call, 10, 0, 5, 0, output, 0);
    return switch (random.nextInt(4)) {
      case 0 -> seen("otlp", "req_" + call, null, new Tokens(call, 10, 0, 0, 5, 3, 0), 7);
      case 1 -> seen("proxy", "msg_" + call, null, new Tokens(call, 10, 0, 5, 0, 3, 0), 8);
      default -> seen("claude-code", "msg_" + call, "req_" + call, log, random.nextInt(6));
    };
  }
}
