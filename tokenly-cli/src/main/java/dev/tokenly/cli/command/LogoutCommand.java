package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.util.List;

/** {@code tokenly logout}: ends the login here and at the server. */
final class LogoutCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
        "logout",
        "End the login, here and at the server",
        "The refresh token is revoked at the server and forgotten here; the address stays remembered.",
        "tokenly logout",
        "End the login in use",
        "tokenly logout --profile work",
        "End another one",
        "tokenly logout && tokenly profiles",
        "And see what is left");
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public ExitCode run(Context context) {
    if (context.session().profile().login() == null) {
      context.say("You were not logged in.");
      return ExitCode.OK;
    }
    context.api().auth().logout();
    context.say("Logged out of " + context.session().profile().server() + '.');
    return ExitCode.OK;
  }
}
