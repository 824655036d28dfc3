package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.util.List;

/** {@code tokenly config-path}: where the user's settings are. */
final class ConfigPathCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
        "config-path",
        "Name the file with your settings",
        "The file need not exist; tokenly help config says what may stand in it.",
        "tokenly config-path",
        "The file's name",
        "$EDITOR $(tokenly config-path)",
        "Change it",
        "test -e \"$(tokenly config-path)\" || echo no settings yet",
        "Is there one?");
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public ExitCode run(Context context) {
    context.terminal().line(context.session().settings().folders().configFile().toString());
    return ExitCode.OK;
  }
}
