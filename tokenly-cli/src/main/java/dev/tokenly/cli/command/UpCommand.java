package dev.tokenly.cli.command;

import dev.tokenly.api.ClientsApi;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Page;
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
      new LivePage(context, "Tokenly at " + running.url())
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
      ServerApi api = server.ownersApi(profile, credentials);
      String shownAs = LocalProfile.save(context, profile, credentials.current());
      home.remember(new Home.Running(ProcessHandle.current().pid(), profile.server()));
      end.closing(home::forget);
      LocalAgent agent = noAgent.or(false) ? null : end.closing(LocalAgent.start(home, profile.server()));
      if (agent != null) {
        approve(context, api, agent);
      }
      context.say("Tokenly is up at " + profile.server() + ". In another terminal: tokenly" + shownAs + " trends");
      if (shows(context)) {
        new LivePage(context, "Tokenly at " + profile.server()).show(() -> !serverProcess.isAlive());
      } else {
        context.say("Ctrl-C ends it.");
        end.await(serverProcess);
      }
    }
    return ExitCode.OK;
  }

  /** Our own agent is approved when the key it shows the server is the one in its folder. */
  private static void approve(Context context, ServerApi api, LocalAgent agent) {
    boolean approved = agent.whenKnown(() -> isApproved(api, agent.fingerprint()));
    agent.wake();
    context.say(
        approved
            ? "The agent of this machine reports to it (" + agent.fingerprint() + ")."
            : "The agent of this machine has not shown up yet; its log is " + agent.log() + '.');
  }

  private static boolean isApproved(ServerApi api, String fingerprint) {
    return api.clients().list(ClientsApi.Selection.ALL, new Page(Page.MAX, 0)).fields().objects("clients").stream()
        .filter(client -> fingerprint.equals(client.optionalText("key_fingerprint")))
        .anyMatch(
            client -> {
              if (client.text("status").equals("pending")) {
                api.clients().approve(client.text("client_id"), "started by tokenly up on this machine");
              }
              return true;
            });
  }
}
