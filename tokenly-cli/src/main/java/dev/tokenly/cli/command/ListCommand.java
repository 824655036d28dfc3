package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import java.util.ArrayList;
import java.util.List;

/** A command that lists things of the server: a view, its own filters, and the call that asks. */
final class ListCommand implements Command {
  private final Manual manual;
  private final View view;
  private final List<Option<?>> filters;
  private final Ask ask;
  private final OutputOptions output = new OutputOptions();
  private final PageOptions page = new PageOptions();

  /** Asks the server for one page. */
  @FunctionalInterface
  interface Ask {
    Answer page(Context context, Page page);
  }

  ListCommand(Manual manual, View view, List<Option<?>> filters, Ask ask) {
    this.manual = manual;
    this.view = view;
    this.filters = filters;
    this.ask = ask;
  }

  @Override
  public Manual manual() {
    return manual;
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(filters);
    all.addAll(output.all());
    all.addAll(page.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    page.list(context, view, output, part -> ask.page(context, part));
    return ExitCode.OK;
  }
}
