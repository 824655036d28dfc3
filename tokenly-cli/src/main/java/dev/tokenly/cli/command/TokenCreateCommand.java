package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import java.util.List;

/** {@code tokenly tokens create}: the token goes to standard output, once. */
final class TokenCreateCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Option<String> name = Option.operand("NAME", "What it is for");
  private final Option<List<String>> permissions =
      Option.list("--permissions", "LIST", "What it may do (default usage:read)");
  private final Option<Integer> days = Option.number("--days", "N", 90, "How long it lives");

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "tokens create",
        "Make a personal token for a script",
        "Prints the token, this once, on standard output; the server keeps only its hash.",
        "tokenly tokens create nightly-report > token && chmod 600 token",
        "For TOKENLY_TOKEN_FILE",
        "tokenly tokens create ci --permissions usage:read,config:read --days 30",
        "With more rights, for a month",
        "tokenly tokens create ci --dry-run",
        "Only says what it would make");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), name, permissions, days, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    List<String> wanted = permissions.or(List.of("usage:read"));
    String plan =
        "Make the token " + name.get() + " for " + days.get() + " days, which may " + String.join(", ", wanted);
    if (dryRun.holdsBack(context, plan)) {
      return ExitCode.OK;
    }
    Output out = context.output(output);
    View view = new View("token", "", "token", "", List.of());
    out.requireFields(view);
    Answer answer = context.api().auth().createToken(name.get(), wanted, days.get());
    out.document(view, answer, () -> context.terminal().line(answer.fields().text("token")));
    context.say("Shown this once. It may " + String.join(", ", wanted) + " and expires in " + days.get() + " days.");
    return ExitCode.OK;
  }
}
