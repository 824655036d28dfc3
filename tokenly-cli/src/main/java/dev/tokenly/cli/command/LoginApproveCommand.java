package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly login approve}: lets a terminal in that shows a code. */
final class LoginApproveCommand implements Command {
  private final Option<String> code = Option.operand("CODE", "The code that tokenly login --device shows");
  private final Option<Boolean> deny = Option.flag("--deny", "Refuse it instead");
  private final Questions questions = new Questions();

  @Override
  public Manual manual() {
    return Manual.of(
        "login approve",
        "Log another terminal in as yourself, by the code it shows",
        "Says from which address the other terminal asks before it lets it in. It gets a login of its own, which tokenly"
            + " logout ends there. Approve no code that you did not ask for yourself.",
        "tokenly login approve WDJB-MJHT",
        "After tokenly login --device elsewhere",
        "tokenly login approve WDJB-MJHT --deny",
        "Not yours",
        "tokenly login approve WDJB-MJHT --yes",
        "Without a question");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(questions.all(), code, deny);
  }

  @Override
  public ExitCode run(Context context) {
    boolean isDenied = deny.or(false);
    Fields asking = context.api().auth().device(code.get()).fields();
    String who =
        "the terminal at "
            + Cells.exact(asking.values().get("ip_address"))
            + " ("
            + Cells.exact(asking.values().get("user_agent"))
            + ')';
    String deed = isDenied ? "Refuse " + who : "Log in " + who + " as yourself";
    if (questions.holdBack(context, deed)) {
      return ExitCode.OK;
    }
    if (isDenied) {
      context.api().auth().denyDevice(code.get());
      context.say("Refused " + Display.clean(code.get()) + '.');
      return ExitCode.OK;
    }
    questions.confirm(context, deed);
    context.api().auth().approveDevice(code.get());
    context.say("Approved " + Display.clean(code.get()) + ". It is logged in within seconds.");
    return ExitCode.OK;
  }
}
