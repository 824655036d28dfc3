package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.Sparkline;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.scan.Tally;
import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.formats.scan.LogScan;
import dev.tokenly.model.Display;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scan for people: totals first, then by day, model, tool and project; what could not be read is said, not hidden. */
final class ScanPage {
  private static final int DAYS = 14;
  private static final int MOST = 8;
  private final Output out;
  private final Tally tally;
  private final LogScan.Result read;

  ScanPage(Output out, Tally tally, LogScan.Result read) {
    this.out = out;
    this.tally = tally;
    this.read = read;
  }

  static View view(String facet) {
    return new View(
        "scan",
        "rows",
        "name",
        "No usage found.",
        List.of(
            Column.text(facet.toUpperCase(Locale.ROOT), "name"),
            Column.of("COST", "cost_usd", Kind.MONEY, 0),
            Column.of("INPUT", "input_tokens", Kind.COUNT, 5),
            Column.of("CACHE READ", "cache_read_tokens", Kind.COUNT, 6),
            Column.of("CACHE WRITE", "cache_write_tokens", Kind.COUNT, 7),
            Column.of("OUTPUT", "output_tokens", Kind.COUNT, 4),
            Column.of("TOKENS", "total_tokens", Kind.COUNT, 1),
            Column.of("CALLS", "requests", Kind.COUNT, 3),
            Column.of("UNPRICED", "unpriced_requests", Kind.COUNT, Column.WIDE)));
  }

  void show(String facet, Ledger ledger, String zone) {
    if (tally.all().requests() == 0) {
      out.terminal().say("No usage found in " + logs() + ". --path FOLDER looks elsewhere.");
    } else if (facet.equals("all")) {
      everything(zone);
    } else {
      out.table(view(facet), rows(facet));
    }
    notes(ledger);
  }

  private void everything(String zone) {
    List<Map<String, @Nullable Object>> days = rows("day");
    List<BigDecimal> costs = days.stream().map(row -> row.get("cost_usd")).map(ScanPage::decimal).toList();
    Map<String, @Nullable Object> total = Tally.fields(tally.all());
    String size = Numbers.bytes(BigDecimal.valueOf(read.bytes()));
    out.sheet(
        List.of(
            new Output.Line("cost", total.get("cost_usd"), Kind.MONEY),
            new Output.Line("tokens", total.get("total_tokens"), Kind.COUNT),
            new Output.Line("calls", total.get("requests"), Kind.COUNT),
            new Output.Line("read", logs() + ", " + size, Kind.TEXT),
            new Output.Line("days", days.size() + " (" + zone + ')', Kind.TEXT)));
    if (out.isForPeople() && days.size() > 1) {
      out.terminal().line("\ncost by day  " + Sparkline.of(last(costs, 60), out.terminal().glyphs()));
      List<BigDecimal> known =
          last(days, 60).stream().map(row -> row.get("cost_usd")).filter(Objects::nonNull).map(ScanPage::decimal)
              .toList();
      out.terminal().line("a day        " + Sparkline.range(known));
    }
    section("day", last(days, DAYS));
    for (String facet : List.of("model", "tool", "project")) {
      List<Map<String, @Nullable Object>> rows = rows(facet);
      section(facet, out.isForPeople() ? rows.subList(0, Math.min(MOST, rows.size())) : rows);
    }
    if (out.isForPeople() && days.size() > DAYS) {
      out.terminal().say("The last " + DAYS + " of " + days.size() + " days; --by day shows all.");
    }
  }

  private void section(String facet, List<Map<String, @Nullable Object>> rows) {
    out.terminal().line("");
    out.table(view(facet), rows);
  }

  private List<Map<String, @Nullable Object>> rows(String facet) {
    return tally.rows(Tally.Facet.valueOf(facet.toUpperCase(Locale.ROOT)));
  }

  private static <T> List<T> last(List<T> list, int count) {
    return list.subList(Math.max(0, list.size() - count), list.size());
  }

  private static BigDecimal decimal(@Nullable Object value) {
    return value instanceof BigDecimal decimal ? decimal : BigDecimal.ZERO;
  }

  private void notes(Ledger ledger) {
    long unpriced = tally.all().unpricedRequests();
    if (unpriced > 0) {
      out.terminal().say(unpriced + " calls have no known price and are not in the cost; -o wide shows where.");
    }
    ledger.rejects().forEach((reason, lines) -> out.terminal().say(lines(lines) + Display.clean(reason)));
    if (ledger.unfinished() > 0) {
      out.terminal().say(
          (ledger.unfinished() == 1 ? "1 log ends" : ledger.unfinished() + " logs end")
              + " in a half-written line, which counts once it is whole.");
    }
    for (LogScan.Unreadable file : last(read.unreadable(), 5)) {
      out.terminal().say("cannot read " + Display.clean(file.path().toString()) + ": " + Display.clean(file.reason()));
    }
  }

  private String logs() {
    return read.files() == 1 ? "1 log" : read.files() + " logs";
  }

  private static String lines(long count) {
    return (count == 1 ? "1 line was" : count + " lines were") + " no usage: ";
  }
}
