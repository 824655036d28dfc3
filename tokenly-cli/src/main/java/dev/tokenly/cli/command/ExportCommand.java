package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.terminal.Progress;
import dev.tokenly.model.Display;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code tokenly export}: records as a file, streamed. */
final class ExportCommand implements Command {
  private final UsageOptions usage = new UsageOptions();
  private final Option<String> format =
      Option.choice("--format", "FORM", List.of("jsonl", "csv", "parquet"), "The file's form");
  private final Option<String> compression =
      Option.choice("--compression", "HOW", List.of("none", "gzip", "zstd"), "Compressed by the server");
  private final Option<String> file =
      Option.text("--file -f", "FILE", "Into this file instead of standard output").completing(Option.Live.FILES);

  @Override
  public Manual manual() {
    return Manual.of(
        "export",
        "Write records to a file: JSON lines, CSV or Parquet",
        "Streams whatever the filters select, in flat memory at both ends. A file appears under its name only when whole.",
        "tokenly export --since 2026-01-01 --file usage.jsonl",
        "Native lines, which tokenly import reads again",
        "tokenly export --format csv --model claude-* > claude.csv",
        "A part of them, as CSV",
        "tokenly export --format parquet -f usage.parquet",
        "For other tools");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), format, compression, file);
  }

  @Override
  public ExitCode run(Context context) {
    boolean onScreen = file.find() == null && context.terminal().tty().out();
    if (onScreen && isBinary()) {
      throw Complaint.usage("this form is not for a terminal", "--file usage." + format.get() + ", or > a file")
          .raised();
    }
    try (InputStream records =
        context.api().data().export(usage.scope(context), format.get(), compression.get())) {
      String named = file.find();
      if (named == null) {
        if (onScreen) {
          show(context, records);
        } else {
          copy(context, records, context.terminal().out());
        }
        return ExitCode.OK;
      }
      Path target = Path.of(named).toAbsolutePath();
      Path part = target.resolveSibling(target.getFileName() + ".part");
      long bytes;
      try (OutputStream out = Files.newOutputStream(part)) {
        bytes = copy(context, records, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      context.say("Wrote " + Numbers.bytes(bytes) + " to " + target + '.');
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isBinary() {
    return format.get().equals("parquet") || !compression.get().equals("none");
  }

  private static void show(Context context, InputStream records) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(records, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      context.terminal().line(Display.escaped(line));
    }
  }

  private static long copy(Context context, InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try (Progress progress = new Progress(context.terminal(), "exporting", 0, Numbers::bytes)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        bytes += read;
        progress.at(bytes);
      }
    }
    return bytes;
  }
}
