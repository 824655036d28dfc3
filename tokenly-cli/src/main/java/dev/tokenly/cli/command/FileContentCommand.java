package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.Display;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code tokenly files content}: a delivered file as it arrived; on a terminal its control characters are escaped. */
final class FileContentCommand implements Command {
  private final Option<String> id = Option.operand("ID", "The file's id");

  @Override
  public Manual manual() {
    return Manual.of(
        "files content",
        "Print a delivered file as it arrived",
        "Byte for byte in a pipe; on a terminal a line's control characters are shown, not sent.",
        "tokenly files content 42 > file.jsonl",
        "Into a file",
        "tokenly files content 42 | head -3",
        "Its first lines",
        "tokenly files content 42",
        "On a terminal: control characters are shown, not sent");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(id);
  }

  @Override
  public ExitCode run(Context context) {
    try (InputStream content = context.api().data().fileContent(id.get())) {
      if (!context.terminal().tty().out()) {
        content.transferTo(context.terminal().out());
        return ExitCode.OK;
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        context.terminal().line(Display.escaped(line));
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
