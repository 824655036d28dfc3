package dev.tokenly.agent.launcher;

import dev.tokenly.agent.link.ServerAddress;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.Arguments;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.WorkerOptions.Rights;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.ClientHostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the person who starts the agent says; everything else comes from the server. */
record LauncherOptions(
    @Nullable ServerAddress server,
    String hostname,
    AgentFolders folders,
    AgentLog.Level level,
    Rights rights,
    Arguments arguments) {

  static final String HELP =
      """
      Usage: tokenly-launcher --server URL [options]
             tokenly-launcher --once [--dry-run]
             tokenly-launcher doctor [--show-payload]
             tokenly-launcher deletions [--dry-run]

      Collects this machine's LLM usage logs for a Tokenly server. "deletions" lists the logs that its cleanup took away.

        --server URL        the server, such as https://tokenly.example:7071 (or TOKENLY_SERVER)
        --hostname NAME     how this machine is called there (default: its own name)
        --data-dir DIR      where the agent keeps its files
        --policy FILE       what this machine allows (default: /etc/tokenly/agent.toml when it exists)
        --ca-file PEM       trust this certificate authority
        --insecure-http     allow plain http to another machine
        --log-level LEVEL   debug, info, warn, error (default: info)
        --log-format FORM   json, text (default: text at a terminal)
        --once              collect once and exit; with --dry-run only show what would be collected
        --install           register the system service and exit; with --print only show what would be written
        --uninstall         remove the system service and exit; with --print only show what would be removed
        --root DIR          install below another root folder
        --platform NAME     with --print: show it for linux, darwin or windows (default: this one)
        --version, --help
      """;

  private static final Set<String> WITH_VALUE =
      Set.of(
          "--server", "--hostname", "--data-dir", "--policy", "--ca-file", "--log-level", "--log-format", "--root",
          "--platform");
  private static final Set<String> FLAGS =
      Set.of(
          "--insecure-http", "--once", "--dry-run", "--install", "--uninstall", "--print", "--show-payload", "--help",
          "--version", "doctor", "deletions");
  private static final Set<String> READS_EVERY_HOME = Set.of("root", "tokenly");
  private static final Path USUAL_POLICY = Path.of("/etc/tokenly/agent.toml");

  /** Reads the command line; throws {@link IllegalArgumentException} saying what is wrong with it. */
  static LauncherOptions parse(List<String> line, Machine machine, String user) {
    Arguments arguments = Arguments.parse(line, WITH_VALUE, FLAGS);
    String server = arguments.value("--server", machine.environment().getOrDefault("TOKENLY_SERVER", ""));
    String data = arguments.value("--data-dir");
    return new LauncherOptions(
        server.isBlank() ? null : ServerAddress.parse(server, arguments.has("--insecure-http")),
        ClientHostname.checked(arguments.value("--hostname", ownName(machine))),
        data == null ? AgentFolders.usual(machine, user.equals("root")) : AgentFolders.in(Path.of(data)),
        level(arguments.value("--log-level", "info")),
        new Rights(path(arguments.value("--ca-file")), policy(arguments), READS_EVERY_HOME.contains(user)),
        arguments);
  }

  private static AgentLog.Level level(String name) {
    for (AgentLog.Level level : AgentLog.Level.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException("--log-level must be debug, info, warn or error");
  }

  private static @Nullable Path policy(Arguments arguments) {
    Path named = path(arguments.value("--policy"));
    return named != null || !USUAL_POLICY.toFile().exists() ? named : USUAL_POLICY;
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }

  private static String ownName(Machine machine) {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return machine.environment().getOrDefault("HOSTNAME", "localhost");
    }
  }

  /** The server, which must have been named; throws {@link IllegalArgumentException} when it was not. */
  ServerAddress requiredServer() {
    if (server == null) {
      throw new IllegalArgumentException("--server is missing (or set TOKENLY_SERVER)");
    }
    return server;
  }

  /** What the machine's owner allows. */
  LocalPolicy localPolicy() {
    return LocalPolicy.in(rights.policy());
  }

  /** The same as a server is told; null when there is no such file. */
  AgentNotes.@Nullable Policy shownPolicy(PathNames names) {
    return rights.policy() == null ? null : localPolicy().shown(names);
  }

  boolean has(String flag) {
    return arguments.has(flag);
  }
}
