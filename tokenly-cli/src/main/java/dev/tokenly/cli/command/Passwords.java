package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.session.PrivateFile;
import dev.tokenly.cli.terminal.Terminal;
import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a password comes from: a prompt that does not show it, standard input, or a private file; never an argument. */
final class Passwords {
  private final Option<Boolean> stdin = Option.flag("--password-stdin", "Read the password from standard input");
  private final Option<String> file =
      Option.text("--password-file", "FILE", "Read the password from a file of mode 0600")
          .completing(Option.Live.FILES);

  List<Option<?>> all() {
    return List.of(stdin, file);
  }

  /** The password; asks with the prompt when no option says where it is. */
  String read(Context context, String prompt) {
    String named = file.find();
    if (named != null) {
      String text = PrivateFile.read(Path.of(named));
      if (text == null) {
        throw Complaint.usage("there is no file " + named, "--password-file FILE").raised();
      }
      return text.strip();
    }
    if (stdin.or(false)) {
      String line = context.terminal().readLine();
      return line == null ? "" : line.strip();
    }
    return typed(context, prompt);
  }

  /** A new password in place of the one read before: standard input's next line, or typed twice. */
  String next(Context context) {
    if (stdin.or(false)) {
      String line = context.terminal().readLine();
      if (line == null || line.isBlank()) {
        throw Complaint.usage("standard input has no new password", "give the present one and a new one, a line each")
            .raised();
      }
      return line.strip();
    }
    String next = typed(context, "New password: ");
    if (!next.equals(typed(context, "The same again: "))) {
      throw Complaint.usage("the two are not the same; nothing was changed", "tokenly login").raised();
    }
    return next;
  }

  /** A secret typed without being shown; a usage complaint when nobody can be asked. */
  @SuppressWarnings("SystemConsoleNull") // it is null where standard input or output is no terminal
  static String typed(Context context, String prompt) {
    Terminal terminal = context.terminal();
    if (!terminal.canAsk() || !context.session().options().mayAsk()) {
      throw Complaint.usage("a password is needed and nobody can be asked here", "add --password-stdin").raised();
    }
    @Nullable Console console = System.console();
    if (console != null && console.isTerminal()) {
      terminal.err().print(prompt);
      terminal.err().flush();
      char[] secret = console.readPassword("");
      return secret == null ? "" : new String(secret);
    }
    terminal.err().print(prompt);
    terminal.err().flush();
    String line = terminal.readLine();
    return line == null ? "" : line;
  }
}
