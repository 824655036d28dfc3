package dev.tokenly.cli;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.session.Folders;
import dev.tokenly.cli.session.PrivateFile;
import dev.tokenly.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The loop of {@code tokenly shell}: reads lines, runs each as a command line, goes on after failures. */
final class Shell {
  private final Terminal terminal;
  private final Main main;
  private final Completer completer;

  Shell(Terminal terminal, Main main, Completer completer) {
    this.terminal = terminal;
    this.main = main;
    this.completer = completer;
  }

  ExitCode run() {
    return terminal.tty().in() && terminal.tty().out() ? interactive() : script();
  }

  private ExitCode script() {
    ExitCode last = ExitCode.OK;
    for (String line = terminal.readLine(); line != null; line = terminal.readLine()) {
      String more = "";
      while (line.endsWith("\\") && more != null) {
        more = terminal.readLine();
        line += "\n" + (more == null ? "" : more);
      }
      ExitCode code = command(line);
      if (code == null) {
        return last;
      }
      last = code;
    }
    return last;
  }

  private ExitCode interactive() {
    // Asking the terminal what it can costs up to 200 ms where it does not answer.
    System.setProperty("org.jline.terminal.graphemeCluster", "false");
    System.setProperty("org.jline.terminal.probe.timeout", "1");
    try (org.jline.terminal.Terminal line = TerminalBuilder.builder().system(true).build()) {
      LineReader reader = reader(line);
      terminal.say("tokenly shell: commands without tokenly; help, exit, TAB completes.");
      while (true) {
        try {
          if (interruptible(line, reader.readLine("tokenly> ")) == null) {
            return ExitCode.OK;
          }
        } catch (UserInterruptException _) {
          // Ctrl-C drops the line, as in every shell.
        } catch (EndOfFileException _) {
          return ExitCode.OK;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LineReader reader(org.jline.terminal.Terminal line) throws IOException {
    Path history = Folders.of(terminal.env()).state().resolve("history");
    if (!Files.exists(history)) {
      PrivateFile.write(history, "");
    }
    return LineReaderBuilder.builder()
        .terminal(line)
        .appName("tokenly")
        .parser(new DefaultParser().eofOnUnclosedQuote(true).eofOnEscapedNewLine(true))
        .variable(LineReader.HISTORY_FILE, history)
        .history(new History())
        .completer(
            (_, parsed, found) -> completer
                .candidates(parsed.words().subList(0, parsed.wordIndex() + 1))
                .forEach(value -> found.add(new Candidate(value))))
        .build();
  }

  /**
   * Runs one line; Ctrl-C ends what it does and not the shell. On a virtual thread, since only there an interrupt ends the
   * wait for a server too.
   */
  private @Nullable ExitCode interruptible(org.jline.terminal.Terminal line, String text) {
    AtomicReference<@Nullable ExitCode> code = new AtomicReference<>();
    Thread runner = Thread.ofVirtual().name("command").unstarted(() -> code.set(command(text)));
    org.jline.terminal.Terminal.SignalHandler before =
        line.handle(org.jline.terminal.Terminal.Signal.INT, _ -> runner.interrupt());
    try {
      runner.start();
      runner.join();
      return code.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      line.handle(org.jline.terminal.Terminal.Signal.INT, before);
    }
  }

  /** Runs one line; null when it says to end. */
  private @Nullable ExitCode command(String line) {
    String text = ShellLine.withoutComment(line.replace("\\\n", " ")).strip();
    if (text.isEmpty()) {
      return ExitCode.OK;
    }
    String foreign = ShellLine.foreign(text);
    if (foreign != null) {
      terminal
          .complain("error: " + foreign + " is for another shell: this one knows commands of tokenly and nothing else");
      return ExitCode.USAGE;
    }
    List<String> words = new ArrayList<>(new DefaultParser().parse(text, text.length()).words());
    words.removeIf(String::isEmpty);
    if (words.getFirst().equals("tokenly") || words.getFirst().equals("./tokenly")) {
      words.removeFirst();
    }
    if (words.isEmpty() || words.equals(List.of("exit")) || words.equals(List.of("quit"))) {
      return words.isEmpty() ? ExitCode.OK : null;
    }
    if (words.getFirst().equals("watch") && words.size() > 2) {
      words.removeFirst();
      words.add("--watch=" + words.removeFirst());
    }
    return main.run(words);
  }
}
