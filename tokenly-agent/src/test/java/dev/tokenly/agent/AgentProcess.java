package dev.tokenly.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real launcher process with everything below one folder; its log goes to a file there. */
public final class AgentProcess implements AutoCloseable {
  private final Process process;
  private final Path home;

  private AgentProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  /**
   * Starts a launcher whose user's home is {@code folder/home} and whose data are in {@code folder/data}, as if installed
   * with {@code folder/tokenly} as its command where there is one.
   */
  public static AgentProcess start(Path folder, String... options) throws IOException {
    return start(List.of(), folder, options);
  }

  /** The same by a command that runs another, such as one that takes rights away. */
  public static AgentProcess start(List<String> runner, Path folder, String... options) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    List<String> command = new ArrayList<>(runner);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    Path installed = folder.resolve("tokenly");
    if (Files.exists(installed)) {
      command.add("-Dtokenly.command=" + installed);
    }
    command.addAll(List.of("-Duser.name=tester", "-cp", System.getProperty("java.class.path")));
    command.add("dev.tokenly.agent.launcher.LauncherMain");
    command.addAll(List.of("--hostname", "test-host", "--data-dir", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("agent.out").toFile()));
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", System.getenv("PATH"));
    return new AgentProcess(builder.start(), folder);
  }

  public Process process() {
    return process;
  }

  /** The worker's process, once there is one. */
  public ProcessHandle worker() {
    return process.children().findFirst().orElseThrow(() -> new AssertionError("no worker: " + output()));
  }

  public boolean hasWorker() {
    return process.children().findAny().isPresent();
  }

  /** Everything launcher and worker said. */
  public String output() {
    try {
      return Files.readString(home.resolve("agent.out"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks it to end and waits; answers the exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(12, TimeUnit.SECONDS)) {
      throw new AssertionError("the launcher did not stop: " + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    while (process.isAlive()) {
      Thread.onSpinWait();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
