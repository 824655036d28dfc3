package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Leaves;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tokenly prices show}: the price a model gets, the rule that found it, and what was looked for in vain. */
final class PriceShowCommand implements Command {
  private static final View TRIED =
      new View(
          "price",
          "tried",
          "name",
          "",
          List.of(
              Column.text("LAYER", "layer"),
              Column.text("RULE", "rule"),
              Column.text("LOOKED FOR", "name"),
              Column.text("FOUND", "found")));
  private final Option<String> model;
  private final Option<String> provider = Option.text("--provider", "NAME", "The provider that served it");
  private final Option<String> at = Option.text("--at", "DATE", "As of that day");
  private final OutputOptions output = new OutputOptions();

  PriceShowCommand(Option<String> model) {
    this.model = model;
  }

  @Override
  public Manual manual() {
    return Manual.of(
        "prices show",
        "Which price a model gets, by which rule, and why no other",
        "The same matching that prices usage: exact id, alias, prefixes, release dates, families; never a guess.",
        "tokenly prices show claude-opus-5-5",
        "One model today",
        "tokenly prices show us.anthropic.claude-opus-5-5 --provider bedrock --at 2026-01-01",
        "Another spelling, another day",
        "tokenly prices show claude-opus-5-5 --json",
        "All of it as JSON");
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(List.of(model, provider, at));
    all.addAll(output.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().money().showPrice(model.get(), provider.find(), at.find());
    Output out = context.output(output);
    out.document(TRIED, answer, () -> show(out, answer.fields()));
    return ExitCode.OK;
  }

  private static void show(Output out, Fields answer) {
    List<Output.Line> lines = new ArrayList<>();
    lines.add(new Output.Line("model", answer.optionalText("model"), Kind.TEXT));
    lines.add(new Output.Line("at", answer.optionalText("at"), Kind.TIME));
    for (Fields match : answer.objects("matches")) {
      lines.add(
          new Output.Line("found in", match.optionalText("layer") + " " + match.optionalText("version"), Kind.TEXT));
      lines.add(new Output.Line("by", match.optionalText("rule"), Kind.TEXT));
      Fields price = match.optionalObject("price");
      if (price == null) {
        lines.add(new Output.Line("but", match.optionalText("reason"), Kind.TEXT));
      } else {
        Leaves.of(price.values()).forEach((path, value) -> lines.add(new Output.Line("  " + path, value, Kind.TEXT)));
      }
    }
    if (answer.objects("matches").isEmpty()) {
      lines.add(new Output.Line("price", "unknown: no rule finds it, and none is guessed", Kind.TEXT));
    }
    out.sheet(lines);
    out.terminal().line("");
    out.table(TRIED, answer.objects("tried").stream().map(PriceShowCommand::row).toList());
  }

  private static Map<String, Object> row(Fields tried) {
    Map<String, Object> row = new LinkedHashMap<>(tried.values());
    row.put("found", Boolean.TRUE.equals(row.get("found")) ? "yes" : "no");
    return row;
  }
}
