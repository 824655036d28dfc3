package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.Display;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly users password}: one's own password, or somebody else's. */
final class PasswordCommand implements Command {
  private final Option<String> user =
      Option.optionalOperand("USER", 0, "Whose (default: your own)").completing(Option.Live.USERS);
  private final Option<Boolean> stdin =
      Option.flag("--password-stdin", "Read from standard input: your current password, then the new one, a line each");

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "users password",
        "Change a password, your own or another account's",
        "Your own needs the current one first. A new password has 12 to 72 bytes and is none that everybody knows.",
        "tokenly users password",
        "Your own",
        "tokenly users password ana",
        "Another account's, if you may",
        "tokenly users password ana --password-stdin < secret",
        "For a script",
        "tokenly users password ana --dry-run",
        "Only says what it would do");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(user, stdin, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    String me = me(context);
    String whose = user.or(me);
    boolean own = whose.equals(me);
    if (dryRun.isWanted() && !own) {
      Existing.user(context, whose);
    }
    if (dryRun.holdsBack(context, "Change the password of " + Display.clean(whose) + " and end its other logins")) {
      return ExitCode.OK;
    }
    @Nullable String current = own ? secret(context, "Current password: ") : null;
    String next = secret(context, "New password: ");
    if (!stdin.or(false) && !next.equals(secret(context, "The same again: "))) {
      throw Complaint.usage("the two are not the same; nothing was changed", "tokenly users password").raised();
    }
    context.api().users().setPassword(whose, current, next);
    if (own && !context.session().usesEnvironmentToken()) {
      context.api().auth().login(me, next);
    }
    context.say("Changed.");
    return ExitCode.OK;
  }

  private static String me(Context context) {
    String known = context.session().profile().username();
    return known != null ? known : context.api().auth().me().fields().text("username");
  }

  private String secret(Context context, String prompt) {
    if (!stdin.or(false)) {
      return Passwords.typed(context, prompt);
    }
    String line = context.terminal().readLine();
    return line == null ? "" : line.strip();
  }
}
