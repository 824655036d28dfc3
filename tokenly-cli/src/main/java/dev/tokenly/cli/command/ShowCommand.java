package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Leaves;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A command that shows one thing: for people every field on a line of its own, nested ones by their dotted path. */
final class ShowCommand implements Command {
  private final Manual manual;
  private final String document;
  private final List<Option<?>> own;
  private final Function<Context, Answer> ask;
  private final Function<Fields, List<Output.Line>> lines;
  private final OutputOptions output = new OutputOptions();

  ShowCommand(Manual manual, String document, List<Option<?>> own, Function<Context, Answer> ask) {
    this(manual, document, own, ask, ShowCommand::leaves);
  }

  /** The same in words of our own for people. */
  ShowCommand(
      Manual manual,
      String document,
      List<Option<?>> own,
      Function<Context, Answer> ask,
      Function<Fields, List<Output.Line>> lines) {
    this.manual = manual;
    this.document = document;
    this.own = own;
    this.ask = ask;
    this.lines = lines;
  }

  @Override
  public Manual manual() {
    return manual;
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(own);
    all.addAll(output.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = ask.apply(context);
    Output out = context.output(output);
    out.document(new View(document, "", "", "", List.of()), answer, () -> out.sheet(lines.apply(answer.fields())));
    return ExitCode.OK;
  }

  private static List<Output.Line> leaves(Fields answer) {
    List<Output.Line> lines = new ArrayList<>();
    Leaves.of(answer.values()).forEach((path, value) -> lines.add(new Output.Line(path, value, Kind.TEXT)));
    return lines;
  }
}
