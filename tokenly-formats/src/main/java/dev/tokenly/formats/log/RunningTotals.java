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

  /** No session takes more of a kind; a total beyond is a mistake, and would be cut into parts without end. */
  private static final long MOST = 1000 * MAX;

  private final String format;
  private final Map<String, Tokens> totals = new LinkedHashMap<>();
  private final Map<String, Long> restarts = new LinkedHashMap<>();

  RunningTotals(String format, String memory) {
    this.format = format;
    if (!memory.isEmpty()) {
      read(memory);
    }
  }

  private void read(String memory) {
    try {
      Fields fields = Fields.parse(memory.getBytes(StandardCharsets.UTF_8));
      fields.values().forEach(this::remember);
    } catch (IllegalArgumentException _) {
      totals.clear();
      restarts.clear();
    }
  }

  private void remember(String session, Object saved) {
    long[] counts = new long[8];
    if (saved instanceof List<?> list) {
      for (int index = 0; index < Math.min(counts.length, list.size()); index++) {
        counts[index] = list.get(index) instanceof Long count ? Math.max(0, count) : 0;
      }
    }
    totals.put(
        session, new Tokens(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]));
    restarts.put(session, counts[7]);
  }

  private List<Long> list(String session, Tokens t) {
    return List.of(
        t.input(), t.cacheRead(), t.cacheWrite5m(), t.cacheWrite1h(), t.cacheWriteOther(), t.output(), t.reasoning(),
        restarts.getOrDefault(session, 0L));
  }

  String memory() {
    Map<String, Object> json = new LinkedHashMap<>();
    totals.forEach((session, tokens) -> json.put(session, list(session, tokens)));
    return json.isEmpty() ? "" : JsonText.write(json);
  }

  /**
   * Shows what a session's total has grown by, in parts that each fit a record. A total that began again may grow through
   * the same numbers as before, so how often it did is part of what its growth is known by.
   */
  void show(String session, Tokens total, Instant time, Sighting call, RecordSink sink) {
    if (isImmense(total)) {
      sink.badCount();
      return;
    }
    Tokens before = totals.getOrDefault(session, Tokens.ZERO);
    totals.put(session, total);
    Tokens added = difference(total, before);
    if (added == null) {
      before = Tokens.ZERO;
      added = total;
      restarts.merge(session, 1L, Long::sum);
    }
    if (added.isZero()) {
      return;
    }
    long begun = restarts.getOrDefault(session, 0L);
    String key =
        begun == 0 ? Keys.of(format, session, before, total) : Keys.of(format, session, before, total, begun);
    List<Tokens> parts = parts(added);
    for (int part = 0; part < parts.size(); part++) {
      sink.record(call.record(time, part == 0 ? key : key + '#' + part, parts.get(part)));
    }
  }

  private static boolean isImmense(Tokens total) {
    long most = Math.max(Math.max(total.input(), total.output()), Math.max(total.cacheRead(), total.cacheWrite()));
    return most > MOST;
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
