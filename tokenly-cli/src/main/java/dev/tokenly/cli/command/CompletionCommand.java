package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code tokenly completion}: prints a shell's script; the script asks {@code tokenly __complete} for names. */
final class CompletionCommand implements Command {
  private final Option<String> shell = Option.operand("SHELL", "bash, zsh or fish");

  @Override
  public Manual manual() {
    return Manual.of(
        "completion",
        "Print the completion script of a shell",
        "Completes commands, options, their values, and names the server knows: machines, models, users, budgets.",
        "source <(tokenly completion bash)",
        "In ~/.bashrc",
        "source <(tokenly completion zsh)",
        "In ~/.zshrc, after compinit",
        "tokenly completion fish | source",
        "In ~/.config/fish/config.fish");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(shell);
  }

  @Override
  public ExitCode run(Context context) {
    context.terminal().print(script(shell.get()));
    return ExitCode.OK;
  }

  private static String script(String shell) {
    try (InputStream script =
        CompletionCommand.class.getResourceAsStream("/dev/tokenly/cli/completion/tokenly." + shell)) {
      if (script == null) {
        throw Complaint.usage("there is no completion for " + shell, "bash, zsh or fish").raised();
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
