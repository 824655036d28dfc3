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
import java.util.List;
import java.util.Locale;

/** {@code tokenly top}: who and what costs most. */
final class TopCommand implements Command {
  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final Option<String> by = Option.choice("--by", "DIMENSION", Dimensions.NAMES, "What to rank");
  private final Option<String> metric =
      Option.choice("--metric -m", "METRIC", Dimensions.METRICS, "What to rank it by");
  private final Option<Integer> limit = Option.number("--limit -n", "N", 10, "How many to show");

  @Override
  public Manual manual() {
    return Manual.of(
        "top",
        "Rank models, tools, machines or people by what they use",
        "Adds up usage by one dimension and shows the largest first, with each one's share of the whole.",
        "tokenly top",
        "The ten models that cost most in the last 30 days",
        "tokenly top --by client --since 7d",
        "Machines by cost, last seven days",
        "tokenly top --by application --metric total_tokens --json",
        "Tools by tokens, for a script");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), output.all(), by, metric, limit);
  }

  @Override
  public ExitCode run(Context context) {
    String dimension = Dimensions.wireName(by.get());
    Answer answer = context.api().analytics().top(usage.scope(context), dimension, metric.get(), limit.get());
    Kind kind = metric.get().equals("cost") ? Kind.MONEY : Kind.COUNT;
    View view =
        new View(
            "top",
            "rankings",
            "name",
            "No usage in that time.",
            List.of(
                Column.text(by.get().toUpperCase(Locale.ROOT), "name"),
                Column.of(metric.get().toUpperCase(Locale.ROOT).replace('_', ' '), "value", kind, 0),
                Column.of("SHARE", "percentage", Kind.PERCENT, 2),
                Column.of("REQUESTS", "record_count", Kind.COUNT, 3)));
    Output out = context.output(output);
    out.list(view, answer);
    if (out.isTable()) {
      Unpriced.note(out, answer.fields());
    }
    return ExitCode.OK;
  }
}
