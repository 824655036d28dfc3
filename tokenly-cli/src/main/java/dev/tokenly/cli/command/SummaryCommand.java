package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Sparkline;
import dev.tokenly.cli.output.TextWidth;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly summary}: the whole picture of a time on one screen. */
final class SummaryCommand implements Command {
  private static final View SUMMARY =
      new View(
          "summary",
          "daily_trend",
          "date",
          "No usage in that time.",
          List.of(
              Column.text("DATE", "date"),
              Column.of("COST", "cost", Kind.MONEY, 0),
              Column.of("TOKENS", "tokens", Kind.COUNT, 1),
              Column.of("REQUESTS", "requests", Kind.COUNT, 2)));

  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "summary",
        "Total cost, tokens and calls with the largest models, tools' services and machines",
        "Everything about a time on one screen, compared with the equally long time before.",
        "tokenly summary",
        "The last 30 days",
        "tokenly summary --since this-month --client web-*",
        "This month on the web machines",
        "tokenly summary --json",
        "The same for a script");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), output.all());
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().analytics().summary(usage.scope(context));
    Output out = context.output(output);
    out.document(SUMMARY, answer, () -> show(out, answer.fields()));
    return ExitCode.OK;
  }

  private static void show(Output out, Fields summary) {
    Fields period = summary.object("period");
    List<Output.Line> lines = new ArrayList<>();
    lines.add(new Output.Line("from", period.optionalText("start_time"), Kind.MOMENT));
    lines.add(new Output.Line("until", period.optionalText("end_time"), Kind.MOMENT));
    lines.add(new Output.Line("cost", totalCost(summary), Kind.MONEY));
    lines.add(new Output.Line("tokens", summary.optionalDecimal("total_tokens"), Kind.COUNT));
    lines.add(new Output.Line("requests", summary.optionalDecimal("total_requests"), Kind.COUNT));
    BigDecimal growth = summary.optionalDecimal("cost_growth_rate");
    if (!out.isForPeople()) {
      lines.add(new Output.Line("cost against before", growth, Kind.PERCENT));
    } else {
      String signed = growth == null ? null : (growth.signum() > 0 ? "+" : "") + Numbers.percent(growth);
      lines.add(new Output.Line("cost against before", signed, Kind.TEXT));
      addDays(lines, out, summary.objects("daily_trend"));
    }
    out.sheet(lines);
    anomalies(out, summary);
    breakdown(out, "MODEL", summary.optionalObject("model_breakdown"));
    breakdown(out, "SERVICE", summary.optionalObject("service_breakdown"));
    breakdown(out, "HOST", summary.optionalObject("client_breakdown"));
    Unpriced.note(out, summary);
  }

  /** Every day's cost as a bar; a day whose cost is unknown has none, and no part in the numbers. */
  private static void addDays(List<Output.Line> lines, Output out, List<Fields> trend) {
    List<BigDecimal> bars = new ArrayList<>();
    List<BigDecimal> known = new ArrayList<>();
    for (Fields day : trend) {
      BigDecimal cost = day.optionalDecimal("cost");
      bars.add(cost == null ? BigDecimal.ZERO : cost);
      if (cost != null) {
        known.add(cost);
      }
    }
    if (bars.size() > 1) {
      lines.add(new Output.Line("cost by day", Sparkline.of(bars, out.terminal().glyphs()), Kind.TEXT));
      lines.add(new Output.Line("a day", Sparkline.range(known), Kind.TEXT));
    }
  }

  /** Unknown when not one call has a price. */
  private static @Nullable BigDecimal totalCost(Fields summary) {
    long calls = summary.number("total_requests", 0);
    boolean isUnknown = calls > 0 && calls == summary.number("unpriced_requests", 0);
    return isUnknown ? null : summary.optionalDecimal("total_cost");
  }

  /** Days that cost far more than their weekday usually does, with what had the largest part in them. */
  private static void anomalies(Output out, Fields summary) {
    for (Fields day : summary.objects("anomalies")) {
      Fields cause = day.object("caused_by");
      String client = String.valueOf(cause.optionalText("client_id"));
      Fields clients = summary.optionalObject("client_breakdown");
      Fields machine = clients == null ? null : clients.optionalObject(client);
      String host = machine == null ? null : machine.optionalText("hostname");
      String told =
          Display.clean(
              day.optionalText("date") + " cost " + money(day, "cost") + ", usually "
                  + money(day, "usual") + ": mostly " + cause.optionalText("model") + " in "
                  + cause.optionalText("application") + " on " + (host == null ? client : host));
      int room = out.isForPeople() ? out.terminal().columns() : Integer.MAX_VALUE;
      TextWidth.wrap(told, room).forEach(out.terminal()::say);
    }
  }

  private static String money(Fields day, String name) {
    BigDecimal amount = day.optionalDecimal(name);
    return amount == null ? "-" : Numbers.money(amount);
  }

  private static void breakdown(Output out, String title, @Nullable Fields parts) {
    if (parts == null || parts.values().isEmpty()) {
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : parts.values().keySet()) {
      Map<String, Object> row = new LinkedHashMap<>(parts.object(name).values());
      row.put("name", row.getOrDefault("hostname", name));
      rows.add(row);
    }
    rows.sort(Comparator.comparing(SummaryCommand::cost).reversed());
    View view =
        new View(
            "breakdown",
            "rows",
            "name",
            "",
            List.of(
                Column.text(title, "name"),
                Column.of("COST", "cost", Kind.MONEY, 0),
                Column.of("SHARE", "percentage", Kind.PERCENT, 2),
                Column.of("TOKENS", "tokens", Kind.COUNT, 1),
                Column.of("REQUESTS", "requests", Kind.COUNT, 3)));
    out.terminal().line("");
    out.table(view, rows.subList(0, Math.min(8, rows.size())));
  }

  private static BigDecimal cost(Map<String, Object> row) {
    return row.get("cost") instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
  }
}
