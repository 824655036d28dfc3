package dev.tokenly.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of this program beside us: its log in a file, ended with us. */
public final class Child implements AutoCloseable {
  private static final long GRACE_SECONDS = 12;
  private static final Path SHELL = Path.of("/bin/sh");
  private final Process process;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The mains a child may be. */
  public enum Verb {
    SERVER("server", "dev.tokenly.cli.Main"),
    NAMES("__names", "dev.tokenly.cli.Main"),
    AGENT("agent", "dev.tokenly.agent.launcher.LauncherMain");

    private final String word;
    private final String main;

    Verb(String word, String main) {
      this.word = word;
      this.main = main;
    }
  }

  /** Starts {@code tokenly VERB ARGUMENTS}, its output going to a log. */
  public static Child start(Verb verb, List<String> arguments, Path log, Map<String, String> environment) {
    List<String> line = new ArrayList<>(command(verb));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Child(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + line.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts {@code tokenly VERB ARGUMENTS} and leaves it to itself; it outlives us and says nothing. A shell between us, where
   * there is one, is over at once: while a JVM waits for a child of its own, its end takes 300 ms longer.
   */
  public static void leave(Verb verb, List<String> arguments) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      line.addAll(List.of(SHELL.toString(), "-c", "\"$0\" \"$@\" < /dev/null &"));
    }
    line.addAll(command(verb));
    line.addAll(arguments);
    try {
      new ProcessBuilder(line)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + line.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** The command script that started us knows flags and class path of each verb; without one, this JVM's own do. */
  private static List<String> command(Verb verb) {
    String script = System.getProperty("tokenly.command");
    if (script != null) {
      return List.of(script, verb.word);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> line = new ArrayList<>();
    line.addAll(List.of(java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Xlog:disable"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), verb.main));
    if (verb != Verb.AGENT) {
      line.add(verb.word);
    }
    return line;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The last lines of its log: why it ended, if it did. */
  public List<String> lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - 4), lines.size());
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Asks it to end, waits, and only then makes it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
