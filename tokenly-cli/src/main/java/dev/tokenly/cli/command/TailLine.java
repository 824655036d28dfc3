package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;

/** One call on one line: time, machine, service, model, tokens in, out and cached, cost, tool. */
final class TailLine {
  static final View VIEW =
      new View(
          "tail",
          "records",
          "record_id",
          "No calls in that time.",
          List.of(
              Column.of("TIME", "timestamp", Kind.MOMENT, 0),
              Column.of("HOST", "hostname", Kind.TEXT, 2),
              Column.of("SERVICE", "service", Kind.TEXT, 4),
              Column.text("MODEL", "model"),
              Column.of("INPUT", "input_tokens", Kind.COUNT, 1),
              Column.of("OUTPUT", "output_tokens", Kind.COUNT, 1),
              Column.of("CACHED", "cache_read_tokens", Kind.COUNT, 3),
              Column.of("COST", "cost_usd", Kind.MONEY, 0),
              Column.of("TOOL", "application", Kind.TEXT, 5)));

  /** The widths of those columns: what comes next is not known yet. */
  static final List<Integer> WIDTHS = List.of(20, 14, 10, 24, 7, 7, 7, 9, 14);

  private TailLine() {}
}
