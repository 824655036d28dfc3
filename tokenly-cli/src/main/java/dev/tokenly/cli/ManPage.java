package dev.tokenly.cli;

import dev.tokenly.cli.command.Command;
import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.ServerOptions;
import dev.tokenly.model.Version;
import java.util.List;
import java.util.Locale;

/** Manual pages in man(7) macros, written from what the commands say about themselves. */
public final class ManPage {
  private static final int LINE = 78;

  private ManPage() {}

  /** The file name of a command's page, e.g. {@code tokenly-clients-show.1}. */
  public static String file(String path) {
    return "tokenly-" + path.replace(' ', '-') + ".1";
  }

  /** The page of one command. */
  public static String of(Command command) {
    Manual manual = command.manual();
    String name = "tokenly-" + manual.path().replace(' ', '-');
    StringBuilder page = header(name, manual.summary());
    page.append(".SH SYNOPSIS\n.B tokenly ").append(text(manual.path())).append('\n');
    List<? extends Option<?>> operands = command.options().stream().filter(Option::isOperand).toList();
    operands.forEach(option -> page.append(text(option.synopsis())).append('\n'));
    page.append("[\\fIoptions\\fR]\n.SH DESCRIPTION\n").append(sentence(manual.description())).append('\n');
    options(page, "OPERANDS", operands);
    options(page, "OPTIONS", command.options().stream().filter(option -> !option.isOperand()).toList());
    options(page, "COMMON OPTIONS", new ServerOptions().all());
    page.append(".SH EXAMPLES\n");
    for (Manual.Example example : manual.examples()) {
      page.append(".TP\n.B ").append(text(example.line())).append('\n').append(sentence(example.says())).append('\n');
    }
    page.append(".SH SEE ALSO\n.BR tokenly (1)\n");
    return page.toString();
  }

  /** The page of the program: every command, the exit codes, the variables. */
  public static String overview() {
    StringBuilder page = header("tokenly", "knowing where every AI token goes, from a terminal");
    page.append(".SH SYNOPSIS\n.B tokenly\n\\fIcommand\\fR [\\fIoptions\\fR]\n");
    for (Commands.Group group : Commands.Group.values()) {
      page.append(".SH ").append(group.title().toUpperCase(Locale.ROOT)).append('\n');
      for (Commands.Entry entry : Commands.ENTRIES) {
        if (entry.group() == group) {
          page.append(".TP\n.B ").append(text(entry.name())).append('\n').append(sentence(entry.summary()))
              .append('\n');
        }
      }
    }
    page.append(".SH EXIT STATUS\n");
    for (ExitCode exit : ExitCode.values()) {
      page.append(".TP\n.B ").append(exit.code()).append('\n').append(sentence(exit.meaning())).append('\n');
    }
    page.append(".SH ENVIRONMENT\nSee\n.B tokenly help environment\nfor the variables every command looks at.\n");
    return page.toString();
  }

  private static StringBuilder header(String name, String summary) {
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 2026-11-22 \"tokenly ");
    page.append(Version.TEXT).append("\" \"Tokenly Manual\"\n.SH NAME\n");
    return page.append(name).append(" \\- ").append(text(summary)).append('\n');
  }

  private static void options(StringBuilder page, String title, List<? extends Option<?>> options) {
    if (options.isEmpty()) {
      return;
    }
    page.append(".SH ").append(title).append('\n');
    for (Option<?> option : options) {
      page.append(".TP\n.B ").append(text(option.isOperand() ? option.synopsis() : names(option))).append('\n');
      page.append(sentence(option.help()));
      if (!option.choices().isEmpty()) {
        page.append('\n').append(sentence("One of " + String.join(", ", option.choices())));
      }
      String standard = option.standard();
      page.append(standard == null || standard.isEmpty() ? "" : "\nDefault " + text(standard) + ".").append('\n');
    }
  }

  private static String names(Option<?> option) {
    String all = String.join(", ", option.names());
    return option.isBare() ? all + "[=" + option.label() + ']' : option.takesValue() ? all + ' ' + option.label() : all;
  }

  /** Text whose backslashes, dashes and leading dots mean themselves. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("“", "\"");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String sentence(String plain) {
    String text = plain.strip();
    return wrapped(text(text.endsWith(".") || text.endsWith("?") ? text : text + '.'));
  }

  /** The same words on lines of at most eighty bytes, none beginning with a control character. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      boolean control = word.startsWith(".") || word.startsWith("'");
      if (column > 0 && column + word.length() >= LINE && !control) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column == 0 ? "" : " ").append(word);
      column += word.length() + 1;
    }
    return lines.toString();
  }
}
