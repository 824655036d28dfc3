package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code tokenly breakdown}: cost by combinations of dimensions. */
final class BreakdownCommand implements Command {
  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final Option<List<String>> by =
      Option.list("--by", "DIMENSIONS", "Dimensions to combine (default service,model)");
  private final PageOptions page = new PageOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "breakdown",
        "Split the cost by combinations: service and model, machine and tool",
        "Every combination that was used, the most expensive first.",
        "tokenly breakdown",
        "By service and model",
        "tokenly breakdown --by client,application --since this-month",
        "Which tool costs what on which machine",
        "tokenly breakdown --csv",
        "For a spreadsheet");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(Options.of(usage.all(), output.all()), page.all(), by);
  }

  @Override
  public ExitCode run(Context context) {
    List<String> dimensions = by.or(List.of("service", "model")).stream().map(Dimensions::checked).toList();
    List<String> wire = dimensions.stream().map(Dimensions::wireName).toList();
    Answer answer = context.api().analytics().costBreakdown(usage.scope(context), wire);
    List<Column> columns = new ArrayList<>();
    for (String dimension : dimensions) {
      boolean isMachine = dimension.equals("client");
      String path = "dimensions." + (isMachine ? "hostname" : Dimensions.wireName(dimension));
      columns.add(Column.text(dimension.toUpperCase(Locale.ROOT), path));
    }
    columns.add(Column.of("COST", "cost", Kind.MONEY, 0));
    columns.add(Column.of("SHARE", "percentage", Kind.PERCENT, 2));
    columns.add(Column.of("TOKENS", "token_count", Kind.COUNT, 1));
    columns.add(Column.of("REQUESTS", "request_count", Kind.COUNT, 3));
    if (dimensions.contains("client")) {
      columns.add(Column.of("CLIENT ID", "dimensions.client_id", Kind.TEXT, Column.WIDE));
    }
    View view = new View("breakdown", "breakdowns", columns.getFirst().path(), "No usage in that time.", columns);
    page.list(context, view, output, _ -> answer);
    return ExitCode.OK;
  }
}
