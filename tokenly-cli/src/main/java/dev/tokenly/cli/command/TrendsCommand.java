package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code tokenly trends}: how usage develops. */
final class TrendsCommand implements Command {
  private static final List<String> GROUPS =
      List.of("none", "model", "service", "client", "application", "environment", "user", "session", "project");

  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final TrendChart chart = new TrendChart();
  private final Option<String> interval =
      Option.choice("--interval -i", "WIDTH", List.of("day", "hour", "week", "month"), "Width of a bucket");
  private final Option<String> metric = Option.choice("--metric -m", "METRIC", Dimensions.METRICS, "What to measure");
  private final Option<String> by = Option.choice("--by", "DIMENSION", GROUPS, "A series each");

  @Override
  public Manual manual() {
    return Manual.of(
        "trends",
        "Cost, tokens or calls over time, drawn in a terminal",
        "One value a day (or hour, week, month), days without usage included. In a terminal a chart comes first.",
        "tokenly trends",
        "Cost a day, last 30 days",
        "tokenly trends --since 7d --interval hour --metric total_tokens --by model",
        "Tokens an hour, stacked by model",
        "tokenly trends --json",
        "The same numbers for a script");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(Options.of(usage.all(), output.all()), chart.all(), interval, metric, by);
  }

  @Override
  public ExitCode run(Context context) {
    UsageScope scope = usage.scope(context);
    String dimension = by.get().equals("none") && chart.isStack() ? "model" : by.get();
    String group = dimension.equals("none") ? null : Dimensions.wireName(dimension);
    Answer answer = context.api().analytics().trend(scope, interval.get(), metric.get(), group);
    Output out = context.output(output);
    Kind kind = metric.get().equals("cost") ? Kind.MONEY : Kind.COUNT;
    View view = new View("trends", "data_points", "timestamp", "No usage in that time.", columns(dimension, kind));
    TrendPage page = new TrendPage(out, chart, view, kind);
    if (group != null && (out.isCells() || out.isNdjson())) {
      out.list(view, TrendPage.rows(answer.fields()));
    } else {
      out.document(view, answer, () -> page.show(context, scope, answer));
    }
    if (chart.isComparing() && !out.isForPeople()) {
      context.say("--compare is drawn at a terminal; elsewhere ask for the time before with --since and --until");
    }
    return ExitCode.OK;
  }

  private List<Column> columns(String dimension, Kind kind) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("TIME", "timestamp"));
    if (!dimension.equals("none")) {
      columns.add(Column.text(dimension.toUpperCase(Locale.ROOT), "name"));
    }
    columns.add(Column.of(metric.get().toUpperCase(Locale.ROOT).replace('_', ' '), "value", kind, 0));
    columns.add(Column.of("REQUESTS", "count", Kind.COUNT, 1));
    return columns;
  }
}
