package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.terminal.Progress;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly retention apply}: shows what is older than the policy allows and, when told and confirmed, drops it. */
final class RetentionApplyCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<Boolean> now = Option.flag("--now", "Drop them; without it only shows what would be dropped");

  private static final View APPLIED = new View("retention-apply", "", "", "", List.of());

  @Override
  public Manual manual() {
    return Manual.of(
        "retention apply",
        "Drop what is older than the policy allows",
        "The server does it every night by itself. Without --now nothing is dropped, only counted; with it the numbers come"
            + " first and then the question.",
        "tokenly retention apply",
        "What would go",
        "tokenly retention apply --now --yes",
        "Let it go",
        "tokenly retention apply --json",
        "The groups that would go, as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), questions.all(), now);
  }

  @Override
  public ExitCode run(Context context) {
    Answer preview = applied(context, true);
    if (!now.or(false) || questions.isDryRun()) {
      show(context, preview);
      return ExitCode.OK;
    }
    Fields counted = preview.fields();
    context.output(output).requireFields(APPLIED);
    questions.confirm(
        context,
        "Drop "
            + counted.number("records", 0)
            + " records and "
            + counted.number("rollup_rows", 0)
            + " rows of sums for good");
    show(context, applied(context, false));
    return ExitCode.OK;
  }

  private static Answer applied(Context context, boolean dryRun) {
    String what = dryRun ? "counting what is too old" : "dropping what is too old";
    return Progress.during(context.terminal(), what, () -> context.api().data().applyRetention(dryRun));
  }

  private void show(Context context, Answer answer) {
    Output out = context.output(output);
    Fields counts = answer.fields();
    boolean isDry = counts.flag("dry_run", true);
    List<Output.Line> lines =
        List.of(
            new Output.Line(isDry ? "records that would go" : "records dropped", counts.number("records", 0),
                Kind.COUNT),
            new Output.Line(
                isDry ? "sums that would go" : "sums dropped", counts.number("rollup_rows", 0), Kind.COUNT));
    out.document(APPLIED, answer, () -> out.sheet(lines));
  }
}
