package dev.tokenly.cli;

import dev.tokenly.agent.launcher.LauncherMain;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.command.Context;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Arguments;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.Folders;
import dev.tokenly.cli.session.ServerOptions;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.session.Settings;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import dev.tokenly.cli.terminal.UserLocale;
import dev.tokenly.model.Version;
import dev.tokenly.model.json.Fields;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program: finds the one command the words name, builds only that, runs it, and turns whatever it throws into a
 * complaint and an exit code.
 */
public final class Main {
  /**
   * Commands that may leave work to shutdown hooks. All others halt: an exit first looks for a logger in every jar, which
   * is a third of a short command's time.
   */
  private static final Set<String> WITH_HOOKS =
      Set.of("up", "demo", "server", "scan", "proxy", "agent", "tui", "shell");

  private final Terminal terminal;
  private final Clock clock;
  private final long began = System.nanoTime();

  public Main(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  public static void main(String[] args) {
    int code = ofThisProcess().run(List.of(args)).code();
    if (!Collections.disjoint(WITH_HOOKS, List.of(args)) || String.join(" ", args).contains("--watch")) {
      System.exit(code);
    }
    Runtime.getRuntime().halt(code);
  }

  /** On this process's streams, environment and clock. */
  static Main ofThisProcess() {
    BufferedOutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 14);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Map<String, String> env = UserLocale.restored(System.getenv());
    Terminal terminal = new Terminal(System.in, out, err, Tty.detect(env), env);
    return new Main(terminal, Clock.systemUTC());
  }

  /** Runs one command line, data on the terminal's out, everything else on its err. */
  public ExitCode run(List<String> words) {
    try {
      ExitCode code = start(words);
      terminal.flush();
      return code;
    } catch (UncheckedIOException e) {
      return isClosedPipe(e) ? ExitCode.OK : explained(e, words);
    } catch (RuntimeException | StackOverflowError e) {
      return explained(e, words);
    }
  }

  private static boolean isClosedPipe(UncheckedIOException e) {
    String why = String.valueOf(e.getMessage());
    return why.contains("Broken pipe") || why.contains("pipe is being closed");
  }

  private ExitCode explained(Throwable thrown, List<String> words) {
    try {
      terminal.flush();
    } catch (UncheckedIOException _) {
      // Nobody reads the data any more; the complaint still has its reader.
    }
    Complaint complaint = Complaints.about(thrown);
    new Report(terminal, words, clock).show(complaint, thrown);
    return complaint.exit();
  }

  private ExitCode start(List<String> words) {
    CommandLineWords line = CommandLineWords.of(words);
    if (line.wantsVersion()) {
      terminal.line("tokenly " + Version.TEXT);
      return ExitCode.OK;
    }
    if (line.command().isEmpty()) {
      show(line.wantsHelp() ? Help.overview(terminal) : Help.firstSteps());
      return ExitCode.OK;
    }
    if (line.command().equals(List.of("help", "agent"))) {
      LauncherMain.main(new String[] {"--help"});
    }
    if (line.command().getFirst().equals("help")) {
      show(Help.about(line.command().subList(1, line.command().size()), terminal));
      return ExitCode.OK;
    }
    if (Completion.WORDS.contains(line.command().getFirst())) {
      return new Completion(context(line), Duration.ofNanos(System.nanoTime() - began)).run(line.command());
    }
    if (line.command().equals(List.of("shell")) && !line.wantsHelp()) {
      return new Shell(terminal, this, Completion.here(context(line))).run();
    }
    if (line.command().getFirst().equals("agent")) {
      LauncherMain.main(words.subList(words.indexOf("agent") + 1, words.size()).toArray(new String[0]));
    }
    Commands.Found found = Commands.find(line.command());
    if (line.wantsHelp()) {
      show(Help.of(found.command(), terminal));
      return ExitCode.OK;
    }
    return run(found, line);
  }

  private void show(String page) {
    Terminal paged = terminal.paged();
    paged.print(terminal.own(page));
    paged.end();
  }

  /** What a line without a command of its own works with: the options before the first word. */
  private Context context(CommandLineWords line) {
    ServerOptions server = new ServerOptions();
    Arguments.parse("shell", server.all(), line.globals());
    Settings settings = new Settings(terminal, Folders.of(terminal.env()), server);
    return new Context(terminal, new Session(terminal, settings, server, Version.TEXT), clock);
  }

  private ExitCode run(Commands.Found found, CommandLineWords line) {
    Command command = found.command();
    ServerOptions server = new ServerOptions();
    List<Option<?>> options = new ArrayList<>(command.options());
    options.addAll(server.all());
    List<String> rest = new ArrayList<>(line.globals());
    rest.addAll(line.command().subList(found.words(), line.command().size()));
    Arguments.parse(found.path(), options, rest);
    Settings settings = new Settings(terminal, Folders.of(terminal.env()), server);
    Session session = new Session(terminal, settings, server, Version.TEXT);
    if (Watch.isWanted(options)) {
      return new Watch(new Context(terminal, session, clock), options).run(command);
    }
    boolean isAnswer = !found.path().equals("tail") && options.stream().anyMatch(Main::isForm);
    Terminal shown = isAnswer && server.mayPage() ? terminal.paged() : terminal;
    if (isAnswer) {
      shown.awaiting();
      prepareToRead(options);
    }
    NearNames near = new NearNames(options, new Context(terminal, session, clock));
    try {
      ExitCode code = command.run(new Context(shown, session, clock));
      if (terminal.tty().err()) {
        near.notes().forEach(shown::say);
        new VersionNotice(new Context(shown, session, clock), Version.TEXT).showWhenDue();
      }
      return code;
    } catch (ApiException e) {
      throw e.failure() instanceof Failure.Unauthorized ? loggedOut(e, session) : near.suggested(e);
    } finally {
      shown.end();
    }
  }

  /** The login that is due is that of the profile in use, unless a token of the environment stands before it. */
  private static RuntimeException loggedOut(ApiException e, Session session) {
    Complaint plain = Complaints.about(e);
    if (session.usesEnvironmentToken()) {
      return plain.fixedBy("put a token that holds into TOKENLY_TOKEN (tokenly tokens create makes one), or unset it")
          .raised(e);
    }
    String profile = session.settings().value("profile");
    return profile == null || !"tokenly login".equals(plain.fix())
        ? e
        : plain.fixedBy("tokenly login --profile " + profile).raised(e);
  }

  /** All forms but JSON, which is passed on as it comes, read the answer. */
  private static void prepareToRead(List<Option<?>> options) {
    if (options.stream().noneMatch(option -> option.name().equals("--json") && option.find() != null)) {
      Fields.prepare();
    }
  }

  private static boolean isForm(Option<?> option) {
    return option.name().equals("--output");
  }
}
