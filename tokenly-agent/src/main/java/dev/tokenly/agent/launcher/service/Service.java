package dev.tokenly.agent.launcher.service;

import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers the agent as a service of this system and takes it away again. Below another root folder only the files are
 * written, for images and tests; nothing is started there.
 */
public final class Service {
  private final ServiceFiles kind;
  private final @Nullable Path root;
  private final PrintStream out;

  public Service(Machine.Platform platform, @Nullable Path root, PrintStream out) {
    this.kind =
        switch (platform) {
          case LINUX -> new Systemd();
          case MACOS -> new Launchd();
          case WINDOWS -> new WindowsService();
        };
    this.root = root;
    this.out = out;
  }

  /** Shows what {@link #install} would write and run. */
  public void print(List<String> command) {
    for (ServiceFiles.Text file : kind.files(command)) {
      out.println("# " + placed(file.path()));
      out.println(file.content());
    }
    if (root == null) {
      kind.toStart(command).forEach(line -> out.println("# then: " + String.join(" ", line)));
    }
  }

  /** Writes the files and starts the service; throws naming what could not be done. */
  public void install(List<String> command) throws IOException, InterruptedException {
    for (ServiceFiles.Text file : kind.files(command)) {
      write(placed(file.path()), file.content());
    }
    if (root == null) {
      for (List<String> line : kind.toStart(command)) {
        run(line);
      }
    }
  }

  private void write(Path file, String content) throws IOException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content, StandardCharsets.UTF_8);
      out.println("wrote " + file);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + " (" + e.getClass().getSimpleName() + "): run this as root", e);
    }
  }

  /** Stops the service and removes its files; the agent's data stay. */
  public void uninstall() throws IOException, InterruptedException {
    if (root == null) {
      for (List<String> line : kind.toStop()) {
        run(line);
      }
    }
    for (ServiceFiles.Text file : kind.files(List.of("tokenly"))) {
      if (Files.deleteIfExists(placed(file.path()))) {
        out.println("removed " + placed(file.path()));
      }
    }
  }

  /** Shows what {@link #uninstall} would run and remove. */
  public void printRemoval() {
    if (root == null) {
      kind.toStop().forEach(line -> out.println("# first: " + String.join(" ", line)));
    }
    kind.files(List.of("tokenly")).forEach(file -> out.println("# removed: " + placed(file.path())));
  }

  private Path placed(Path file) {
    return root == null ? file : root.resolve(file.toString().substring(1));
  }

  private void run(List<String> line) throws IOException, InterruptedException {
    out.println("running " + String.join(" ", line));
    int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("'" + String.join(" ", line) + "' failed with exit code " + exit);
    }
  }
}
