package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.util.List;

/** {@code tokenly shell}: the same commands without {@code tokenly}; the program's entry runs the loop. */
public final class ShellCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
        "shell",
        "Type commands without tokenly, with history and completion",
        "One login, one start; TAB completes names, the arrow keys recall lines, watch 5s COMMAND repeats, exit or Ctrl-D"
            + " ends.",
        "tokenly shell",
        "Then: top --by client",
        "echo 'top --json' | tokenly shell",
        "Lines from a script",
        "tokenly shell --profile work",
        "With another server");
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  /** Never called: {@code Main} opens the shell, which runs whole command lines. */
  @Override
  public ExitCode run(Context context) {
    throw Complaint.usage("the shell cannot be opened inside the shell", "exit ends this one").raised();
  }
}
