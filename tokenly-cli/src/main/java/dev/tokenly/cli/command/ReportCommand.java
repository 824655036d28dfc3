package dev.tokenly.cli.command;

import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.report.Report;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** {@code tokenly report}: a page to keep or to send. */
final class ReportCommand implements Command {
  private final UsageOptions usage = new UsageOptions();
  private final Option<String> html = file("--html", "Write one self-contained HTML page; - is standard output");
  private final Option<String> svg = file("--svg", "Write the chart alone");
  private final Option<String> markdown = file("--md", "Write Markdown (the default, to standard output)");

  private static Option<String> file(String name, String help) {
    return Option.text(name, "FILE", help).completing(Option.Live.FILES);
  }

  @Override
  public Manual manual() {
    return Manual.of(
        "report",
        "Write a report with charts: one HTML page, SVG or Markdown",
        "Cost by day and the rankings of a time. The page needs no network and no script, prints well, and follows light"
            + " and dark.",
        "tokenly report --since this-month",
        "Markdown, to read or paste",
        "tokenly report --html report.html --since 2026-10-01 --until 2026-11-01",
        "October as a page",
        "tokenly report --svg chart.svg --client web-*",
        "A drawing of some machines");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), html, svg, markdown);
  }

  @Override
  public ExitCode run(Context context) {
    UsageScope scope = usage.scope(context);
    Fields trend = context.api().analytics().trend(scope, "day", "cost", "model").fields();
    List<Report.Ranking> rankings =
        List.of(
            ranking(context, scope, "Models", "model"),
            ranking(context, scope, "Machines", "client_id"),
            ranking(context, scope, "Tools", "application"));
    Report report = new Report(trend, rankings, String.valueOf(scope.zone()), context.clock());
    boolean page = write(context, html, report, Report::html);
    boolean drawing = write(context, svg, report, Report::svg);
    boolean text = write(context, markdown, report, Report::markdown);
    if (!page && !drawing && !text) {
      context.terminal().print(report.markdown());
    }
    return ExitCode.OK;
  }

  private static Report.Ranking ranking(Context context, UsageScope scope, String title, String dimension) {
    return new Report.Ranking(
        title, context.api().analytics().top(scope, dimension, "cost", 20).fields().objects("rankings"));
  }

  private static boolean write(
      Context context, Option<String> option, Report report, Function<Report, String> form) {
    String target = option.find();
    if (target == null) {
      return false;
    }
    String text = form.apply(report);
    if (target.equals("-")) {
      context.terminal().print(text);
      return true;
    }
    try {
      Files.writeString(Path.of(target), text);
    } catch (IOException e) {
      throw Complaint.local(ExitCode.FAILED, "E-WRITE", "cannot write " + target + ": " + Complaints.why(e), null, null)
          .raised(e);
    }
    context.say("Wrote " + target + '.');
    return true;
  }
}
