package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.terminal.Progress;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code tokenly import}: records of an export, or any native JSON lines, into the ledger; none counts twice. */
final class ImportCommand implements Command {
  private static final List<String> COUNTS =
      List.of("records_read", "records_stored", "records_replaced", "records_duplicate", "records_invalid",
          "clients_made");
  private static final Map<String, String> PLANNED =
      Map.of("records_stored", "records that would be stored", "records_replaced", "records that would be replaced",
          "clients_made", "clients that would be made");

  private final OutputOptions output = new OutputOptions();
  private final DryRun dryRun = new DryRun();
  private final Option<String> file = Option.operand("FILE", "Native JSON lines").completing(Option.Live.FILES);

  @Override
  public Manual manual() {
    return Manual.of(
        "import",
        "Read records into the ledger",
        "Takes what tokenly export writes, or any native JSON lines. What is there already is not counted again.",
        "tokenly import usage.jsonl",
        "A file",
        "tokenly import usage.jsonl --json",
        "With the counts as JSON",
        "tokenly import usage.jsonl --dry-run",
        "How many would be new: the server reads all of it and keeps nothing");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), file, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    Path path = Path.of(file.get());
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw Complaint.usage("there is no readable file " + path, "tokenly import FILE").raised();
    }
    Output out = context.output(output);
    View view = new View("import", "", "", "", List.of());
    out.requireFields(view);
    Answer answer = sent(context, path);
    Fields counts = answer.fields();
    List<Output.Line> lines =
        COUNTS.stream()
            .map(name -> new Output.Line(label(name), Cells.at(counts.values(), name), Kind.COUNT))
            .toList();
    out.document(view, answer, () -> out.sheet(lines));
    long invalid = counts.number("records_invalid", 0);
    return invalid == 0 ? ExitCode.OK : invalid == counts.number("records_read", 0) ? ExitCode.FAILED : ExitCode.PARTLY;
  }

  private String label(String count) {
    String plain = count.replace('_', ' ');
    return dryRun.isWanted() ? PLANNED.getOrDefault(count, plain) : plain;
  }

  private Answer sent(Context context, Path path) {
    try (Progress progress = new Progress(context.terminal(), "importing", Files.size(path), Numbers::bytes)) {
      return context.api().data().importRecords(path, dryRun.isWanted(), progress::at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
