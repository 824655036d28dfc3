package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import java.util.List;

/** How a call is shown on one line: time, machine, service, model, tokens in, out and cached, cost, tool. */
final class CallColumns {
  /** Every column, those of a wide table included. */
  static final List<Column> ALL =
      List.of(
          Column.of("TIME", "timestamp", Kind.MOMENT, 0),
          Column.of("HOST", "hostname", Kind.TEXT, 2),
          Column.of("SERVICE", "service", Kind.TEXT, 4),
          Column.text("MODEL", "model"),
          Column.of("INPUT", "input_tokens", Kind.COUNT, 3),
          Column.of("OUTPUT", "output_tokens", Kind.COUNT, 1),
          Column.of("CACHED", "cache_read_tokens", Kind.COUNT, 5),
          Column.of("COST", "cost_usd", Kind.MONEY, 0),
          Column.of("TOOL", "application", Kind.TEXT, 6),
          Column.of("CACHE WRITE", "cache_write_tokens", Kind.COUNT, Column.WIDE),
          Column.of("WRITE 1H", "cache_write_1h_tokens", Kind.COUNT, Column.WIDE),
          Column.of("WRITE OTHER", "cache_write_other_tokens", Kind.COUNT, Column.WIDE),
          Column.of("REASONING", "reasoning_tokens", Kind.COUNT, Column.WIDE),
          Column.of("PROJECT", "project", Kind.TEXT, Column.WIDE),
          Column.of("COST FROM", "cost_source", Kind.TEXT, Column.WIDE),
          Column.of("SESSION", "session_id", Kind.TEXT, Column.WIDE),
          Column.of("ID", "record_id", Kind.TEXT, Column.WIDE));

  /** Those of a table of the usual width. */
  static final List<Column> USUAL = ALL.stream().filter(column -> column.rank() < Column.WIDE).toList();

  private CallColumns() {}
}
