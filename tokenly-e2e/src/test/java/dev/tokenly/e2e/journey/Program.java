package dev.tokenly.e2e.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One process of the program under test; its output goes to files, so that it can never stand still for a full pipe. */
final class Program implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a finished program left behind. */
  record Result(int exit, String out, String err) {}

  /** Starts a main class with this test's class path; the environment is the given one and nothing else of ours. */
  static Program start(Path folder, Map<String, String> environment, List<String> mainAndArguments) {
    return start(folder, environment, mainAndArguments, Path.of("/dev/null"));
  }

  /** The same with a file as its standard input. */
  static Program start(Path folder, Map<String, String> environment, List<String> mainAndArguments, Path input) {
    List<String> command = command(mainAndArguments);
    try {
      Files.createDirectories(folder);
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectInput(input.toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Program(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + mainAndArguments + " failed", e);
    }
  }

  private static List<String> command(List<String> mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath()));
    command.addAll(mainAndArguments);
    return command;
  }

  /** The same as one line for a shell. */
  static String line(List<String> mainAndArguments) {
    return "'" + String.join("' '", command(mainAndArguments)) + "'";
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed", e);
    }
  }

  /** Waits for the program's own end. */
  Result finished() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the program did not end within a minute:\n" + out() + err());
    }
    return new Result(process.exitValue(), out(), err());
  }

  /** Ends it without a word, as a power cut would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, as a service manager does; fails when it does not within 20 seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      kill();
      throw new AssertionError("the program did not end within 20 seconds of SIGTERM:\n" + err(), e);
    }
  }
}
