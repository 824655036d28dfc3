package dev.tokenly.cli;

import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.TextWidth;
import dev.tokenly.cli.session.ServerOptions;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Help for people: what there is, and for each command a synopsis, examples first, then its options. */
final class Help {
  private static final int INDENT = 28;
  private static final int WIDEST = 110;

  private Help() {}

  /** What somebody sees who types {@code tokenly} alone. */
  static String firstSteps() {
    return """
        tokenly shows where every AI token goes, on every machine, from a terminal.

          tokenly demo             look around with sample data, nothing is kept
          tokenly scan             what the tools on this machine have used, at once, nothing is sent
          tokenly up               a ledger and an agent on this machine
          tokenly login --server URL
                                   use a server that is there already
          tokenly help             all commands
        """;
  }

  /** The page about a topic or a command; the overview when nothing is named. */
  static String about(List<String> words, Terminal terminal) {
    if (words.isEmpty()) {
      return overview(terminal);
    }
    String page = Topics.page(words.getFirst());
    return page != null ? page : of(Commands.find(words).command(), terminal);
  }

  static String overview(Terminal terminal) {
    Palette palette = Palette.forOutput(terminal, null);
    StringBuilder text = new StringBuilder();
    text.append("tokenly COMMAND [OPTIONS]: where every AI token goes, on every machine.\n\n");
    text.append(palette.bold("Examples")).append('\n');
    text.append("  tokenly up                            begin on this machine\n");
    text.append("  tokenly agent --server URL            report to a server elsewhere (tokenly help agent)\n");
    text.append("  tokenly trends --since 30d            cost a day, drawn\n");
    text.append("  tokenly top --by client --json        machines by cost, for a script\n");
    for (Commands.Group group : Commands.Group.values()) {
      text.append('\n').append(palette.bold(group.title())).append('\n');
      for (Commands.Entry entry : Commands.ENTRIES) {
        if (entry.group() == group) {
          text.append("  ").append(padded(entry.name(), 14)).append(entry.summary()).append('\n');
        }
      }
    }
    text.append("\ntokenly help COMMAND explains one; topics: ").append(String.join(", ", Topics.NAMES)).append('\n');
    return text.append("Nothing is sent to anybody but the server you name.\n").toString();
  }

  static String of(Command command, Terminal terminal) {
    Palette palette = Palette.forOutput(terminal, null);
    Manual manual = command.manual();
    StringBuilder text = new StringBuilder();
    text.append("tokenly ").append(manual.path());
    List<Option<?>> options = new ArrayList<>();
    for (Option<?> option : command.options()) {
      if (option.isOperand()) {
        text.append(' ').append(option.synopsis());
      } else {
        options.add(option);
      }
    }
    text.append(options.isEmpty() ? "" : " [OPTIONS]").append("\n\n").append(manual.summary()).append(".\n");
    text.append(String.join("\n", TextWidth.wrap(manual.description(), width(terminal)))).append("\n");
    text.append('\n').append(palette.bold("Examples")).append('\n');
    for (Manual.Example example : manual.examples()) {
      text.append("  ").append(example.line()).append('\n');
      text.append("      ").append(palette.dim(example.says())).append('\n');
    }
    int width = width(terminal);
    section(text, palette.bold("Operands"), command.options().stream().filter(Option::isOperand).toList(), width);
    section(text, palette.bold("Options"), options, width);
    section(text, palette.bold("Options of every command"), new ServerOptions().all(), width);
    List<String> below = Commands.below(manual.path());
    if (!below.isEmpty()) {
      text.append('\n').append(palette.bold("Commands below")).append('\n');
      below.forEach(path -> text.append("  tokenly ").append(path).append('\n'));
    }
    text.append("\nExit codes: tokenly help exit-codes. More: man tokenly-").append(manual.path().replace(' ', '-'));
    return text.append('\n').toString();
  }

  /** The lines of a page: whole in a pipe, no longer than is easily read on a terminal. */
  private static int width(Terminal terminal) {
    return terminal.tty().out() ? Math.clamp(terminal.columns(), 60, WIDEST) : Integer.MAX_VALUE;
  }

  private static void section(StringBuilder text, String title, List<Option<?>> options, int width) {
    if (options.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append('\n');
    for (Option<?> option : options) {
      String names = option.isOperand() ? option.synopsis() : names(option);
      String below = '\n' + " ".repeat(INDENT + 2);
      text.append("  ").append(padded(names, INDENT));
      text.append(String.join(below, TextWidth.wrap(explained(option), width - INDENT - 2))).append('\n');
    }
  }

  private static String explained(Option<?> option) {
    String choices = option.choices().isEmpty() ? "" : ": " + String.join(", ", option.choices());
    String standard = option.standard();
    return option.help() + choices + (standard == null || standard.isEmpty() ? "" : " (default " + standard + ')');
  }

  private static String names(Option<?> option) {
    List<String> shorts = option.names().stream().filter(name -> name.length() == 2).toList();
    return (shorts.isEmpty() ? "    " : shorts.getFirst() + ", ") + option.synopsis();
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text + "  " : text + " ".repeat(width - text.length());
  }
}
