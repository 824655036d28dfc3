package dev.tokenly.agent.launcher;

import dev.tokenly.agent.worker.WorkerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a worker process is started: this Java, few enough resources, its standard input held by the launcher. */
final class WorkerCommandLine {
  /** One more JVM option that a package knows: its start-up cache, which fits its own jar only. */
  private static final String PACKAGE_OPTION = "tokenly.worker.option";

  private WorkerCommandLine() {}

  /** Starts a worker from a class path. */
  static Process start(String classPath, WorkerOptions options) throws IOException {
    List<String> command = jvm(classPath);
    command.add("dev.tokenly.agent.worker.WorkerMain");
    command.addAll(options.toArguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.put("MALLOC_ARENA_MAX", "1");
    environment.remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  /** Runs this program again with the worker's resources, in the foreground; answers its exit code. */
  static int again(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = jvm(ownClassPath());
    command.add(LauncherMain.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static List<String> jvm(String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.WORKER);
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    String packaged = System.getProperty(PACKAGE_OPTION);
    if (packaged != null && classPath.equals(ownClassPath())) {
      command.add(packaged);
    }
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  /** The class path this process runs on. */
  static String ownClassPath() {
    StringBuilder absolute = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      absolute.append(absolute.isEmpty() ? "" : File.pathSeparator).append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }
}
