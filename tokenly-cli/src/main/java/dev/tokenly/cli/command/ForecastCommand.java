package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.util.List;

/** {@code tokenly forecast}: what the coming days, weeks or months may cost. */
final class ForecastCommand implements Command {
  private static final View FORECAST =
      new View(
          "forecast",
          "projected_trend",
          "date",
          "Nothing to project.",
          List.of(
              Column.text("DATE", "date"),
              Column.of("COST", "cost", Kind.MONEY, 0),
              Column.of("TOKENS", "tokens", Kind.COUNT, 1),
              Column.of("REQUESTS", "requests", Kind.COUNT, 2)));

  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final Option<String> period =
      Option.choice("--period", "PERIOD", List.of("monthly", "weekly", "daily"), "How far ahead");
  private final Option<String> method =
      Option.choice("--method", "METHOD", List.of("linear", "exponential", "seasonal", "average"), "How to project");

  @Override
  public Manual manual() {
    return Manual.of(
        "forecast",
        "What the coming days, weeks or months may cost",
        "Projects from the usage of a base time (default the last 30 days, at least 7), and says how sure that is.",
        "tokenly forecast",
        "The coming month",
        "tokenly forecast --period weekly --method seasonal --since 60d",
        "The coming week, weekends counted as such",
        "tokenly forecast --jq .data.projected_cost",
        "One number");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), output.all(), period, method);
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().analytics().projection(usage.scope(context), period.get(), method.get());
    Output out = context.output(output);
    out.document(FORECAST, answer, () -> show(out, answer.fields()));
    return ExitCode.OK;
  }

  private static void show(Output out, Fields forecast) {
    BigDecimal confidence = forecast.optionalDecimal("confidence");
    out.sheet(
        List.of(
            new Output.Line("cost", forecast.optionalDecimal("projected_cost"), Kind.MONEY),
            new Output.Line("tokens", forecast.optionalDecimal("projected_tokens"), Kind.COUNT),
            new Output.Line("requests", forecast.optionalDecimal("projected_requests"), Kind.COUNT),
            new Output.Line("method", forecast.optionalText("method"), Kind.TEXT),
            new Output.Line(
                "confidence", confidence == null ? null : confidence.movePointRight(2), Kind.PERCENT)));
    out.terminal().line("");
    out.table(FORECAST, forecast.objects("projected_trend").stream().map(Fields::values).toList());
  }
}
