package dev.tokenly.cli.command;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.local.Child;
import dev.tokenly.cli.local.EndOfProgram;
import dev.tokenly.cli.local.Home;
import dev.tokenly.cli.local.LocalAgent;
import dev.tokenly.cli.local.LocalServer;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.model.Version;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly up}: a ledger and an agent on this machine, as one thing that Ctrl-C ends. */
final class UpCommand implements Command {
  private final Option<String> data =
      Option.text("--data-dir", "DIR", "Where the ledger lives (default: your data folder)")
          .completing(Option.Live.FILES);
  private final Option<Integer> port =
      Option.number("--port", "PORT", ServerAddress.DEFAULT_PORT, "Port of the server; another when it is taken");
  private final Option<Boolean> noAgent = Option.flag("--no-agent", "Only the server");
  private final Option<Boolean> quiet = Option.flag("--no-page", "No live page, only the address");

  @Override
  public Manual manual() {
    return Manual.of(
        "up",
        "Start a ledger and an agent on this machine",
        "Starts the server on a ledger in your data folder and an agent that reads this machine's logs, logs you in, and"
            + " shows what arrives. A second one finds the first. Ctrl-C ends all of it; nothing runs on.",
        "tokenly up",
        "Begin, and watch",
        "tokenly up --no-page --port 7171 --data-dir ~/ledger",
        "Elsewhere, without the live page",
        "tokenly trends",
        "In another terminal: ask it");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(data, port, noAgent, quiet);
  }

  @Override
  public ExitCode run(Context context) {
    String told = data.find();
    Home home = new Home(told == null ? context.session().settings().folders().data() : Path.of(told).toAbsolutePath());
    home.create();
    Home.@Nullable Running running = home.find();
    return running == null ? begin(context, home) : attach(context, running);
  }

  private ExitCode attach(Context context, Home.Running running) {
    context.say("Tokenly is running already at " + running.url() + " (process " + running.pid() + ").");
    if (shows(context)) {
      String option = LocalProfile.find(context, running.url());
      new LivePage(context, "Tokenly at " + running.url(), option)
          .show(() -> ProcessHandle.of(running.pid()).map(process -> !process.isAlive()).orElse(true));
    }
    return ExitCode.OK;
  }

  private boolean shows(Context context) {
    return context.terminal().tty().out() && !quiet.or(false);
  }

  private ExitCode begin(Context context, Home home) {
    int free = LocalServer.freePort(port.get(), port.get() == ServerAddress.DEFAULT_PORT);
    LocalServer server = new LocalServer(home, context.session());
    try (EndOfProgram end = new EndOfProgram()) {
      context.say("Starting the ledger in " + home.folder() + " …");
      Child serverProcess = end.closing(server.start(free));
      Profile profile = server.profile(free);
      Credentials credentials = Credentials.inMemory(null);
      ServerApi owner = server.ownersApi(profile, credentials);
      String option = LocalProfile.save(context, profile, credentials.current());
      home.remember(new Home.Running(ProcessHandle.current().pid(), profile.server()));
      end.closing(home::forget);
      if (!noAgent.or(false)) {
        startAgent(context, home, owner, profile, end);
      }
      context.say("Tokenly is up at " + profile.server() + ". In another terminal: tokenly trends" + option);
      if (shows(context)) {
        new LivePage(context, "Tokenly at " + profile.server(), option).show(() -> !serverProcess.isAlive());
      } else {
        context.say("Ctrl-C ends it.");
        end.await(serverProcess);
      }
    }
    return ExitCode.OK;
  }

  /** Our own agent: enrolled first, then started. */
  private static void startAgent(Context context, Home home, ServerApi owner, Profile profile, EndOfProgram end) {
    LocalAgent agent = LocalAgent.in(home);
    if (agent.enrol(owner, key -> context.session().api(profile, key), Version.TEXT)) {
      context.say("The agent of this machine (" + agent.hostname() + ", " + agent.fingerprint() + ") reports to it.");
    } else {
      context.say("This machine's name is known with another key or was rejected: tokenly clients reset-key "
          + agent.hostname());
    }
    end.closing(agent.start(profile.server()));
  }
}
