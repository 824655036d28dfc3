package dev.tokenly.agent.launcher;

import dev.tokenly.agent.launcher.service.Service;
import dev.tokenly.agent.place.Arguments;
import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code --install}, {@code --uninstall} and {@code --print}: the command line becomes the service's. */
final class ServiceRequest {
  private ServiceRequest() {}

  static int run(LauncherOptions options, Machine machine, PrintStream out) throws IOException, InterruptedException {
    Arguments arguments = options.arguments();
    String root = arguments.value("--root");
    Machine.Platform platform = platform(options, machine);
    Service service = new Service(platform, root == null ? null : Path.of(root), out);
    if (options.has("--uninstall") && options.has("--print")) {
      service.printRemoval();
    } else if (options.has("--uninstall")) {
      service.uninstall();
    } else if (options.has("--print")) {
      service.print(command(options, platform));
    } else {
      service.install(command(options, platform));
    }
    return 0;
  }

  private static Machine.Platform platform(LauncherOptions options, Machine machine) {
    String named = options.arguments().value("--platform");
    if (named != null && !options.has("--print")) {
      throw new IllegalArgumentException("--platform goes with --print: a service is installed on its own system");
    }
    return switch (named) {
      case null -> machine.platform();
      case "linux" -> Machine.Platform.LINUX;
      case "darwin" -> Machine.Platform.MACOS;
      case "windows" -> Machine.Platform.WINDOWS;
      default -> throw new IllegalArgumentException("--platform must be linux, darwin or windows");
    };
  }

  private static List<String> command(LauncherOptions options, Machine.Platform platform) {
    List<String> command = new ArrayList<>(program());
    command.add("--server=" + options.requiredServer());
    command.add("--log-format=json");
    String data = platform == Machine.Platform.LINUX ? "/var/lib/tokenly" : null;
    add(command, "--data-dir", options.arguments().value("--data-dir", data == null ? "" : data));
    for (String name : List.of("--hostname", "--policy", "--ca-file", "--log-level")) {
      add(command, name, options.arguments().value(name, ""));
    }
    if (options.has("--insecure-http")) {
      command.add("--insecure-http");
    }
    return command;
  }

  private static void add(List<String> command, String name, String value) {
    if (!value.isEmpty()) {
      command.add(name + "=" + value);
    }
  }

  /** How this program was started: the installed command where there is one, this Java with its class path otherwise. */
  private static List<String> program() {
    String installed = System.getProperty("tokenly.command", "");
    if (!installed.isEmpty()) {
      return List.of(installed, "agent");
    }
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(JvmFlags.LAUNCHER);
    command.addAll(List.of("-cp", WorkerCommandLine.ownClassPath(), LauncherMain.class.getName()));
    return command;
  }
}
