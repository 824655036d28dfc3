package dev.tokenly.cli.script;

import dev.tokenly.cli.Main;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.impl.DefaultParser;

/** Runs command lines in this process, as a script does or as somebody at a terminal. */
final class Cli {
  private final Map<String, String> env;
  private final Tty tty;
  private final Clock clock;
  private final String typed;

  private Cli(Map<String, String> env, Tty tty, Clock clock, String typed) {
    this.env = Map.copyOf(env);
    this.tty = tty;
    this.clock = clock;
    this.typed = typed;
  }

  /** In a pipe, in an environment. */
  static Cli of(Map<String, String> env, Clock clock) {
    return new Cli(env, Tty.NONE, clock, "");
  }

  /** What a command line left: its exit code, its data and its messages. */
  record Result(ExitCode exit, String out, String err) {
    String both() {
      return exit + "\n" + out + err;
    }
  }

  /** The same with another variable. */
  Cli with(String name, String value) {
    Map<String, String> more = new HashMap<>(env);
    more.put(name, value);
    return new Cli(more, tty, clock, typed);
  }

  /** At a terminal of that width. */
  Cli at(int columns) {
    Cli wide = with("TOKENLY_FORCE_TTY", Integer.toString(columns));
    return new Cli(wide.env, new Tty(true, true, true), clock, typed);
  }

  /** Somebody who types that and can be asked. */
  Cli typing(String text) {
    return new Cli(env, new Tty(true, tty.out(), true), clock, text);
  }

  /** Standard input is that, and nobody can be asked. */
  Cli reading(String text) {
    return new Cli(env, tty, clock, text);
  }

  Result run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    ExitCode exit = new Main(new Terminal(in, out, messages, tty, env), clock).run(words);
    return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a line as a shell would split it. */
  Result line(String line) {
    return run(words(line));
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>(new DefaultParser().parse(line, line.length()).words());
    words.removeIf(String::isEmpty);
    if (words.getFirst().equals("tokenly")) {
      words.removeFirst();
    }
    return words;
  }
}
