package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Leaves;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tokenly explain}: how one call came to its cost, or what a total is made of. */
final class ExplainCommand implements Command {
  private static final View RECORD = new View("explanation", "", "", "", List.of());
  private static final View TOTAL =
      new View(
          "explained-total",
          "parts",
          "model",
          "No usage in that time.",
          List.of(
              Column.text("MODEL", "model"),
              Column.of("REQUESTS", "requests", Kind.COUNT, 1),
              Column.of("COST", "cost_usd", Kind.MONEY, 0),
              Column.of("BUCKETS AT USD PER MILLION", "made_of", Kind.TEXT, 0),
              Column.of("BY", "rule", Kind.TEXT, 2),
              Column.of("VERSION", "price_version", Kind.TEXT, 3),
              Column.of("SERVICE", "service", Kind.TEXT, 4)));

  private final Option<String> record =
      Option.optionalOperand("RECORD", 0, "The record's id, as usage and tail show it with --json");
  private final Option<Boolean> total = Option.flag("--total", "All usage of a time instead of one call");
  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "explain",
        "How a cost came about: one call's, or a total's",
        "Buckets, rates, the rule that matched and the price's version; of one call also the file it was read from.",
        "tokenly explain 0f3a9c…",
        "One call",
        "tokenly explain --total --since 7d --model claude-*",
        "What a week of some models cost, and why",
        "tokenly explain 0f3a9c… --jq '.data.records[0].buckets'",
        "Only tokens, rates and dollars");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.all(), output.all(), record, total);
  }

  @Override
  public ExitCode run(Context context) {
    if (total.or(false) == (record.find() != null)) {
      throw Complaint.usage("either a RECORD or --total is needed", "tokenly explain --total --since 7d").raised();
    }
    Output out = context.output(output);
    if (total.or(false)) {
      Answer answer = context.api().analytics().explainTotal(usage.scope(context));
      if (out.isCells()) {
        out.list(TOTAL, rows(answer.fields(), false));
      } else {
        out.document(TOTAL, answer, () -> show(out, answer.fields()));
      }
    } else {
      Answer answer = context.api().analytics().explain(record.get());
      out.document(RECORD, answer, () -> out.sheet(lines(answer)));
    }
    return ExitCode.OK;
  }

  private static List<Output.Line> lines(Answer answer) {
    List<Output.Line> lines = new ArrayList<>();
    Leaves.of(answer.fields().values()).forEach((path, value) -> lines.add(new Output.Line(path, value, Kind.TEXT)));
    return lines;
  }

  private static void show(Output out, Fields answer) {
    out.sheet(
        List.of(
            new Output.Line("cost", answer.optionalDecimal("total_cost"), Kind.MONEY),
            new Output.Line("requests", answer.optionalDecimal("requests"), Kind.COUNT)));
    out.terminal().line("");
    out.table(TOTAL, rows(answer, out.isForPeople()));
    Unpriced.note(out, answer);
  }

  private static List<Map<String, Object>> rows(Fields answer, boolean isRounded) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Fields part : answer.objects("parts")) {
      Map<String, Object> row = new LinkedHashMap<>(part.values());
      row.put("made_of", madeOf(part, isRounded));
      rows.add(row);
    }
    return rows;
  }

  private static String madeOf(Fields part, boolean isRounded) {
    String reason = part.optionalText("reason");
    if ("reported".equals(part.optionalText("cost_source"))) {
      return "as its source said";
    }
    if (reason != null) {
      return reason;
    }
    List<String> buckets = new ArrayList<>();
    for (Fields bucket : part.objects("buckets")) {
      BigDecimal rate = bucket.optionalDecimal("usd_per_million");
      BigDecimal tokens = bucket.decimal("tokens");
      buckets.add(
          (isRounded ? Numbers.count(tokens) : tokens.toPlainString()) + " " + bucket.text("bucket") + " × "
              + (rate == null ? "-" : rate.toPlainString()));
    }
    BigDecimal factor = part.decimal("factor");
    String sum = String.join(" + ", buckets);
    return factor.compareTo(BigDecimal.ONE) == 0 ? sum : "(" + sum + ") × " + factor.toPlainString();
  }
}
