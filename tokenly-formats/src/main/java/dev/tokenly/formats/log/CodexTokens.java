package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.Tokens;
import java.io.IOException;
import java.util.List;

/**
 * Codex's usage object: the input contains cached and cache-write tokens, the output contains reasoning. A field that is
 * missing is 0.
 */
record CodexTokens(long input, long cached, long cacheWrite, long output, long reasoning, long total) {
  static final CodexTokens ZERO = new CodexTokens(0, 0, 0, 0, 0, 0);

  /** Reads the usage object that comes next; anything else reads as zero. */
  static CodexTokens read(JsonScanner json) throws IOException {
    if (!json.beginObject()) {
      return ZERO;
    }
    long[] counts = new long[6];
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      int index =
          switch (name) {
            case "input_tokens" -> 0;
            case "cached_input_tokens" -> 1;
            case "cache_write_input_tokens", "cache_creation_input_tokens" -> 2;
            case "output_tokens" -> 3;
            case "reasoning_output_tokens" -> 4;
            case "total_tokens" -> 5;
            default -> -1;
          };
      if (index < 0) {
        json.skip();
      } else {
        counts[index] = json.tokens();
      }
    }
    return of(counts);
  }

  private static CodexTokens of(long[] counts) {
    return new CodexTokens(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  }

  /** Reads back what {@link #toList} gave. */
  static CodexTokens of(List<?> list) {
    long[] counts = new long[6];
    for (int index = 0; index < Math.min(6, list.size()); index++) {
      counts[index] = list.get(index) instanceof Long count ? count : 0;
    }
    return of(counts);
  }

  List<Long> toList() {
    return List.of(input, cached, cacheWrite, output, reasoning, total);
  }

  /** Writes the counters as a list is shown; this way no list is made for each of a million lines. */
  void appendTo(StringBuilder text) {
    text.append('[').append(input).append(", ").append(cached).append(", ").append(cacheWrite).append(", ")
        .append(output).append(", ").append(reasoning).append(", ").append(total).append(']');
  }

  /** Written out because every count is compared: what the language makes of a record is slow until compiled twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CodexTokens that
        && input == that.input
        && cached == that.cached
        && cacheWrite == that.cacheWrite
        && output == that.output
        && reasoning == that.reasoning
        && total == that.total;
  }

  @Override
  public int hashCode() {
    return Long.hashCode((input * 31 + output) * 31 + total);
  }

  /** Whether any tokens were really exchanged; a total alone is an estimate of the context's size. */
  boolean hasTokens() {
    return input + output > 0;
  }

  /** Whether no counter is below the other's. */
  boolean isAtLeast(CodexTokens other) {
    return input >= other.input
        && cached >= other.cached
        && cacheWrite >= other.cacheWrite
        && output >= other.output
        && reasoning >= other.reasoning;
  }

  CodexTokens minus(CodexTokens other) {
    return new CodexTokens(
        input - other.input,
        cached - other.cached,
        cacheWrite - other.cacheWrite,
        output - other.output,
        reasoning - other.reasoning,
        Math.max(0, total - other.total));
  }

  /** The same counts in buckets that do not overlap. */
  Tokens buckets() {
    long read = Math.min(cached, input);
    long write = Math.min(cacheWrite, input - read);
    return new Tokens(input - read - write, read, 0, 0, write, output, Math.min(reasoning, output));
  }
}
