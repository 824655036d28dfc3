package dev.tokenly.e2e.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real terminal somebody sits at: a window of a tmux server of its own, with a shell in it. */
final class Tmux implements AutoCloseable {
  private final String socket = "tokenly-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
  private final Path folder;

  private Tmux(Path folder) {
    this.folder = folder;
  }

  /** Opens a window of that size whose shell has the environment and nothing else of ours. */
  static Tmux open(Path folder, Map<String, String> environment, int columns, int rows) throws Exception {
    Tmux tmux = new Tmux(Files.createDirectories(folder));
    StringBuilder shell = new StringBuilder("exec env -i TERM=screen-256color");
    environment.forEach((name, value) -> shell.append(' ').append(name).append("='").append(value).append('\''));
    shell.append(" sh");
    tmux.run("-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "" + columns, "-y", "" + rows, shell.toString());
    return tmux;
  }

  /** Runs a tmux command and answers what it printed. */
  String run(String... command) {
    List<String> all = new ArrayList<>(List.of("tmux", "-L", socket));
    all.addAll(List.of(command));
    try {
      Path out = Files.createTempFile(folder, "tmux", ".txt");
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      process.waitFor();
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("tmux was waited for no longer", e);
    } catch (IOException e) {
      throw new UncheckedIOException("tmux " + String.join(" ", command) + " failed", e);
    }
  }

  /** Presses keys by tmux's names: {@code Enter}, {@code Tab}, {@code C-z}, or single characters. */
  void press(String... keys) {
    for (String key : keys) {
      run("send-keys", "-t", "t", "--", key);
    }
  }

  /** Types text as it is. */
  void type(String text) {
    run("send-keys", "-t", "t", "-l", "--", text);
  }

  String screen() {
    return run("capture-pane", "-t", "t", "-p");
  }

  /** Waits until a text stands on the screen. */
  void awaits(String text) throws Exception {
    Waiting.until(Duration.ofSeconds(60), () -> screen().contains(text), () -> '"' + text + "\" not on:\n" + screen());
  }

  /** Waits until a text is gone from the screen. */
  void awaitsGone(String text) throws Exception {
    Waiting.until(Duration.ofSeconds(60), () -> !screen().contains(text),
        () -> '"' + text + "\" still on:\n" + screen());
  }

  /** Whether a program has taken the whole screen and not given it back. */
  boolean isTaken() {
    return run("display", "-p", "-t", "t", "#{alternate_on}").strip().equals("1");
  }

  void resize(int columns, int rows) {
    run("resize-window", "-t", "t", "-x", "" + columns, "-y", "" + rows);
  }

  @Override
  public void close() {
    run("kill-server");
  }
}
