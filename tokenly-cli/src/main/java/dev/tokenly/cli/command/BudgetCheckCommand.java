package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Rows;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code tokenly budgets check}: exit code 5 when a budget is over, for pipelines. */
final class BudgetCheckCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Option<List<String>> names =
      Option.operands("NAME", "Only these budgets").completing(Option.Live.BUDGETS);
  private final Option<Integer> at = Option.number("--at", "PERCENT", 100, "Fail from this share on");

  @Override
  public Manual manual() {
    return Manual.of(
        "budgets check",
        "Fail when a budget is over",
        "Exit code 0 when all named budgets (or all there are) are below, 5 when one is not.",
        "tokenly budgets check",
        "All of them",
        "tokenly budgets check ci --at 80 || echo slow down",
        "One, from 80 % on",
        "tokenly budgets check --json",
        "All, with what is spent, as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), names, at);
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().money().budgets();
    List<String> wanted = names.or(List.of());
    List<Fields> budgets =
        answer.fields().objects("budgets").stream()
            .filter(budget -> wanted.isEmpty() || wanted.contains(budget.text("name")))
            .toList();
    for (String name : wanted) {
      if (budgets.stream().noneMatch(budget -> budget.text("name").equals(name))) {
        throw Complaint.usage("there is no budget " + name, "tokenly budgets").raised();
      }
    }
    List<byte[]> shown = new ArrayList<>();
    for (byte[] budget : Rows.of(answer, "budgets")) {
      if (wanted.isEmpty() || wanted.contains(Fields.parse(budget).text("name"))) {
        shown.add(budget);
      }
    }
    context.output(output).list(BudgetsCommands.BUDGETS, Rows.answer("budgets", shown));
    BigDecimal limit = BigDecimal.valueOf(at.get());
    boolean over = budgets.stream().anyMatch(budget -> reaches(budget, limit));
    return over ? ExitCode.CHECK_FAILED : ExitCode.OK;
  }

  /** By the amounts: the share that is shown is rounded. */
  private static boolean reaches(Fields budget, BigDecimal percent) {
    BigDecimal spent = budget.decimal("spent");
    return spent.movePointRight(2).compareTo(budget.decimal("amount").multiply(percent)) >= 0;
  }
}
