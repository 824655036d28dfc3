package dev.tokenly.cli.command;

import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.output.Harmless;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.terminal.Terminal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What a command works with: the terminal, the session, and the time. */
public record Context(Terminal terminal, Session session, Clock clock) {

  /** The server, as this run's user. */
  public ServerApi api() {
    return session.api();
  }

  /** Output in the form the options and settings ask for. */
  public Output output(OutputOptions options) {
    return output(options, null);
  }

  /**
   * The same, its tables' times in the zone told, else in the settings'; on a terminal else in this machine's, in a pipe in
   * UTC. Forms for programs are in UTC always.
   */
  Output output(OutputOptions options, @Nullable String zone) {
    Output.Preferences preferences =
        new Output.Preferences(session.settings().value("output"), session.settings().value("color"));
    String told = zone != null ? zone : session.settings().value("tz");
    String shown = told != null ? told : terminal.tty().out() ? zone(null) : "UTC";
    return new Output(terminal, options, preferences, clock.withZone(Zones.of(shown)));
  }

  /** The time zone whose days count: as told, else the settings', else this machine's. */
  public String zone(@Nullable String told) {
    String zone = told != null ? told : session.settings().value("tz");
    return zone != null ? zone : MachineZone.name(terminal.env("TZ"));
  }

  /** Something to tell beside the data; not in a pipe of errors, and never data itself. */
  public void say(String message) {
    terminal.say(Harmless.lines(message));
  }

  /** The environment as this run's other processes get it. */
  public @Nullable String env(String name) {
    return terminal.env(name);
  }
}
