package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.option.Arguments;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.ServerOptions;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import dev.tokenly.tui.CommandLines;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every command line that only reads, run with its output in memory, for the palette of the full-screen view. */
final class ReadingCommands implements CommandLines {
  /** Named one by one, so that a new command is no reading one before somebody says so. */
  static final Set<String> READING =
      Set.of(
          "version", "whoami", "tokens", "tokens list", "clients", "clients list", "clients show", "clients activity",
          "summary", "trends", "top", "breakdown", "usage", "sessions", "coverage", "explain", "audit-usage", "sql",
          "files", "files list", "files show", "config", "config list", "config get", "users", "users list", "audit",
          "audit list", "audit verify", "audit head", "status", "forecast", "statusline", "budgets", "budgets list",
          "budgets check", "budgets dead-letters",
          "prices", "prices list", "prices show", "prices diff", "retention", "retention show", "doctor");

  private final Context context;

  ReadingCommands(Context context) {
    this.context = context;
  }

  @Override
  public List<String> names() {
    return Commands.PATHS.stream().filter(READING::contains).toList();
  }

  @Override
  public List<String> run(String line) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Map<String, String> env = new HashMap<>(context.terminal().env());
    env.putAll(Map.of("NO_COLOR", "1", "TOKENLY_PROMPT_DISABLED", "1", "TOKENLY_PAGER", ""));
    env.put("COLUMNS", Integer.toString(Math.max(60, context.terminal().columns() - 8)));
    PrintStream said = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(InputStream.nullInputStream(), printed, said, new Tty(false, true, false), env);
    try {
      run(List.of(line.split("\\s+")), terminal);
    } catch (RuntimeException e) {
      complain(said, e);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void run(List<String> words, Terminal terminal) {
    Commands.Found found = Commands.find(words);
    if (!READING.contains(found.path())) {
      throw Complaint.usage("tokenly " + found.path() + " does more than read", "leave with q and run it").raised();
    }
    List<Option<?>> options = new ArrayList<>(found.command().options());
    options.addAll(new ServerOptions().all());
    Arguments.parse(found.path(), options, words.subList(found.words(), words.size()));
    if (options.stream().anyMatch(option -> option.name().equals("--watch") && option.find() != null)) {
      throw Complaint.usage("the pages here are live; --watch is for the command line", "leave it out").raised();
    }
    found.command().run(new Context(terminal, context.session(), context.clock()));
  }

  private static void complain(PrintStream said, RuntimeException e) {
    Complaint complaint = Complaints.about(e);
    said.println("! " + complaint.what());
    if (complaint.why() != null) {
      said.println("  " + complaint.why());
    }
    if (complaint.fix() != null) {
      said.println("  fix: " + complaint.fix());
    }
  }
}
