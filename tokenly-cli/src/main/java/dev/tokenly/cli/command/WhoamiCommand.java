package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly whoami}: which server, as whom, allowed what. */
final class WhoamiCommand implements Command {
  private static final View WHOAMI = new View("whoami", "", "username", "", List.of());
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "whoami",
        "Which server you use, as whom, and what you may do there",
        "Asks the server, so it also tells whether the login still holds.",
        "tokenly whoami",
        "Server, user, role and permissions",
        "tokenly whoami --jq .data.username",
        "The name alone",
        "tokenly whoami --json",
        "Everything as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all());
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().auth().me();
    Output out = context.output(output);
    out.document(WHOAMI, answer, () -> show(context, out, answer.fields()));
    return ExitCode.OK;
  }

  private static void show(Context context, Output out, Fields answer) {
    Fields me = answer.has("user") ? answer.object("user") : answer;
    out.sheet(
        List.of(
            new Output.Line("server", context.api().server().toString(), Kind.TEXT),
            new Output.Line("profile", context.session().profileName(), Kind.TEXT),
            new Output.Line("user", me.optionalText("username"), Kind.TEXT),
            new Output.Line("role", me.optionalText("role"), Kind.TEXT),
            new Output.Line("may", me.texts("permissions"), Kind.LIST)));
  }
}
