package dev.tokenly.cli.command;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.demo.SampleLedger;
import dev.tokenly.cli.local.Child;
import dev.tokenly.cli.local.EndOfProgram;
import dev.tokenly.cli.local.Home;
import dev.tokenly.cli.local.LocalServer;
import dev.tokenly.cli.local.ThrowAwayFolder;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.model.Version;
import java.util.List;

/** {@code tokenly demo}: the whole program on sample data in a folder that is thrown away. */
final class DemoCommand implements Command {
  private static final String PROFILE = "demo";
  private final Option<Integer> port =
      Option.number("--port", "PORT", ServerAddress.DEFAULT_PORT, "Port of the server; another when it is taken");
  private final Option<Boolean> keep = Option.flag("--keep", "Stay up without a terminal too, until Ctrl-C");

  @Override
  public Manual manual() {
    return Manual.of(
        "demo",
        "Look around with sample data; nothing is kept",
        "Starts a server in a folder that is thrown away and fills it with ninety invented days of three machines and six"
            + " tools. In a terminal it shows a live page until Ctrl-C; elsewhere it prints the page once and ends.",
        "tokenly demo",
        "Look around",
        "tokenly top --by client --profile demo",
        "In another terminal: ask it",
        "tokenly demo --keep --port 7171",
        "Leave it running without a terminal");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(port, keep);
  }

  @Override
  public ExitCode run(Context context) {
    int free = LocalServer.freePort(port.get(), port.get() == ServerAddress.DEFAULT_PORT);
    try (EndOfProgram end = new EndOfProgram()) {
      Home home = new Home(end.closing(ThrowAwayFolder.make()).path());
      home.create();
      LocalServer server = new LocalServer(home, context.session());
      context.say("Making sample data …");
      Child child = end.closing(server.start(free));
      Profile profile = server.profile(free);
      Credentials credentials = Credentials.inMemory(null);
      ServerApi owner = server.ownersApi(profile, credentials);
      SampleLedger sample =
          new SampleLedger(owner, machine -> context.session().api(profile, machine), Version.TEXT);
      long calls = sample.fill(context.clock().instant());
      context.session().save(PROFILE, profile, credentials.current());
      end.closing(() -> context.session().forget(PROFILE));
      String banner = "SAMPLE DATA: " + calls + " invented calls at " + profile.server();
      LivePage page = new LivePage(context, banner, LocalProfile.option(PROFILE));
      context.say("Ready. In another terminal: tokenly top --by client --profile " + PROFILE);
      if (context.terminal().tty().out()) {
        page.show(() -> !child.isAlive());
      } else {
        context.terminal().print(page.text());
        context.terminal().flush();
        if (keep.or(false)) {
          context.say("Ctrl-C ends it.");
          end.await(child);
        }
      }
    }
    return ExitCode.OK;
  }
}
