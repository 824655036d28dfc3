package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.cli.session.Session;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly login}: proves who one is and remembers it. */
final class LoginCommand implements Command {
  private final Passwords passwords = new Passwords();
  private final Option<String> user = Option.text("--username -u", "NAME", "Who you are there");
  private final Option<Boolean> device =
      Option.flag("--device", "Show a code that somebody who is logged in approves, instead of a password");
  private final Option<Boolean> token = Option.flag("--token-stdin", "Read a personal token instead of a password");

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "login",
        "Log in to a server and remember it",
        "Keeps the server's address and your login in a file only you can read; commands use it from then on and renew it"
            + " silently. A password that has to be changed is changed here.",
        "tokenly login --server https://ledger.example.org",
        "Asks for name and password",
        "tokenly login --username admin --password-stdin < password.txt",
        "Without a terminal",
        "tokenly login --device --server https://ledger.example.org",
        "Approved where you are logged in already",
        "tokenly login --profile work --server https://ledger.work.example --ca-file work-ca.pem",
        "A second server under a name of its own");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(passwords.all(), user, device, token, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    Session session = context.session();
    Profile target = session.profile();
    if (dryRun.holdsBack(context, plan(session, target))) {
      return ExitCode.OK;
    }
    if (token.or(false)) {
      String line = context.terminal().readLine();
      String secret = line == null ? "" : line.strip();
      if (secret.isEmpty()) {
        throw Complaint.usage("standard input has no token", "tokenly tokens create prints one, once").raised();
      }
      Credentials personal = Credentials.inMemory(Login.personal(secret));
      Fields me = session.api(target, personal).auth().me().fields();
      String name = me.has("user") ? me.object("user").text("username") : me.text("username");
      return kept(context, target.of(name, null), personal);
    }
    if (device.or(false)) {
      Credentials approved = Credentials.inMemory(null);
      Answer login = new DeviceCode(context, session.api(target, approved)).awaited();
      return kept(context, target.of(login.fields().object("user").text("username"), null), approved);
    }
    String name = user.find() != null ? user.get() : asked(context);
    Credentials credentials = Credentials.inMemory(null);
    ServerApi api = session.api(target, credentials);
    String password = passwords.read(context, "Password of " + Display.clean(name) + ": ");
    Answer answer = api.auth().login(name, password);
    if (answer.fields().object("user").flag("must_change_password", false)) {
      changePassword(context, api, name, password);
    }
    return kept(context, target.of(name, null), credentials);
  }

  /** Asks for nothing and tells nobody anything; the address and the certificate's are read as they would be. */
  private String plan(Session session, Profile target) {
    session.api(target, Credentials.inMemory(null));
    String who = user.find() == null ? "" : " as " + Display.clean(user.get());
    String by = token.or(false) ? " by a personal token" : device.or(false) ? " by a code" : " by a password";
    Profile before = session.saved(session.profileName());
    String replaced =
        before == null || before.login() == null
            ? ""
            : ", in place of the login at " + before.server()
                + (before.username() == null ? "" : " as " + Display.clean(before.username()));
    return "Log in to " + target.server() + who + by + " and keep it in " + session.profileFile() + replaced;
  }

  private static String asked(Context context) {
    if (!context.terminal().canAsk() || !context.session().options().mayAsk()) {
      throw Complaint.usage("a username is needed and nobody can be asked here", "add --username NAME").raised();
    }
    context.terminal().err().print("Username: ");
    context.terminal().err().flush();
    String line = context.terminal().readLine();
    return line == null ? "" : line.strip();
  }

  private void changePassword(Context context, ServerApi api, String name, String password) {
    context.say("This password was made for you and has to be changed (12 to 72 bytes).");
    String next = passwords.next(context);
    api.users().setPassword(name, password, next);
    api.auth().login(name, next);
  }

  private static ExitCode kept(Context context, Profile profile, Credentials credentials) {
    boolean isFirst = context.session().settings().folders().profiles().isEmpty();
    context.session().save(profile, credentials.current());
    if (isFirst) {
      context.say("Your login is kept in " + context.session().profileFile() + ", a file only you can read.");
    }
    context.say("Logged in to " + profile.server() + " as " + Display.clean(String.valueOf(profile.username())) + '.');
    return ExitCode.OK;
  }
}
