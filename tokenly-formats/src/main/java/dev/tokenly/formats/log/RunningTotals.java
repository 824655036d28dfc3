package dev.tokenly.formats.log;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For tools that only keep a session's total and overwrite it: what was added since the last look. The totals seen last are
 * the reader's memory; without it the whole total is new. A total that shrank has begun again.
 */
final class RunningTotals {
  private static final long MAX = UsageLineReader.DEFAULT_MAX_TOKENS;

  private final String format;
  private final Map<String, Tokens> totals = new LinkedHashMap<>();

  RunningTotals(String format, String memory) {
    this.format = format;
    if (!memory.isEmpty()) {
      read(memory);
    }
  }

  private void read(String memory) {
    try {
      Fields fields = Fields.parse(memory.getBytes(StandardCharsets.UTF_8));
      fields.values().forEach((session, list) -> totals.put(session, tokens(list)));
    } catch (IllegalArgumentException _) {
      totals.clear();
    }
  }

  private static Tokens tokens(Object saved) {
    long[] counts = new long[7];
    if (saved instanceof List<?> list) {
      for (int index = 0; index < Math.min(7, list.size()); index++) {
        counts[index] = list.get(index) instanceof Long count ? Math.max(0, count) : 0;
      }
    }
    return new Tokens(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
  }

  private static List<Long> list(Tokens t) {
    return List.of(
        t.input(), t.cacheRead(), t.cacheWrite5m(), t.cacheWrite1h(), t.cacheWriteOther(), t.output(), t.reasoning());
  }

  String memory() {
    Map<String, Object> json = new LinkedHashMap<>();
    totals.forEach((session, tokens) -> json.put(session, list(tokens)));
    return json.isEmpty() ? "" : JsonText.write(json);
  }

  /** Shows what a session's total has grown by, in parts that each fit a record. */
  void show(String session, Tokens total, Instant time, Sighting call, RecordSink sink) {
    Tokens before = totals.getOrDefault(session, Tokens.ZERO);
    totals.put(session, total);
    Tokens added = difference(total, before);
    if (added == null) {
      before = Tokens.ZERO;
      added = total;
    }
    if (added.isZero()) {
      return;
    }
    String key = Keys.of(format, session, before, total);
    List<Tokens> parts = parts(added);
    for (int part = 0; part < parts.size(); part++) {
      sink.record(call.record(time, part == 0 ? key : key + '#' + part, parts.get(part)));
    }
  }

  /** {@code a - b}, or null when some count went down. */
  private static @Nullable Tokens difference(Tokens a, Tokens b) {
    if (!a.max(b).equals(a)) {
      return null;
    }
    return new Tokens(
        a.input() - b.input(),
        a.cacheRead() - b.cacheRead(),
        a.cacheWrite5m() - b.cacheWrite5m(),
        a.cacheWrite1h() - b.cacheWrite1h(),
        a.cacheWriteOther() - b.cacheWriteOther(),
        a.output() - b.output(),
        a.reasoning() - b.reasoning());
  }

  private static List<Tokens> parts(Tokens whole) {
    List<Tokens> parts = new ArrayList<>();
    Tokens rest = whole;
    while (!rest.isZero()) {
      Tokens part =
          new Tokens(
              Math.min(MAX, rest.input()),
              Math.min(MAX, rest.cacheRead()),
              Math.min(MAX, rest.cacheWrite5m()),
              Math.min(MAX, rest.cacheWrite1h()),
              Math.min(MAX, rest.cacheWriteOther()),
              Math.min(MAX, rest.output()),
              Math.min(Math.min(MAX, rest.output()), rest.reasoning()));
      parts.add(part);
      Tokens left = difference(rest, part);
      rest = left == null ? Tokens.ZERO : left;
    }
    return parts;
  }
}
