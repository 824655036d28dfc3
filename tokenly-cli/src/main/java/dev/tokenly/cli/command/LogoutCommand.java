package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.model.Display;
import java.util.List;

/** {@code tokenly logout}: ends the login here and at the server. */
final class LogoutCommand implements Command {
  private final DryRun dryRun = new DryRun();

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
        "tokenly logout --dry-run",
        "Only says which login it would end");
  }

  @Override
  public List<Option<?>> options() {
    return List.of(dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    Profile profile = context.session().profile();
    if (profile.login() == null) {
      context.say("You were not logged in.");
      return ExitCode.OK;
    }
    String who = profile.username() == null ? "" : ", where you are " + Display.clean(profile.username());
    String plan =
        "End the login at " + profile.server() + who + ", and forget it in " + context.session().profileFile();
    if (dryRun.holdsBack(context, plan)) {
      return ExitCode.OK;
    }
    context.api().auth().logout();
    context.say("Logged out of " + profile.server() + '.');
    return ExitCode.OK;
  }
}
