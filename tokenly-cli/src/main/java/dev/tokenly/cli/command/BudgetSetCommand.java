package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Rows;
import dev.tokenly.model.json.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly budgets set}: makes a budget, or changes the one of that name. */
final class BudgetSetCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Option<String> name = Option.operand("NAME", "The budget").completing(Option.Live.BUDGETS);
  private final Option<String> amount = Option.text("--amount", "USD", "What may be spent in a period");
  private final Option<String> period = Option.text("--period", "PERIOD", "day, week, month or rolling:30d");
  private final Option<String> zone = Option.text("--tz", "ZONE", "Time zone whose days count");
  private final Option<List<String>> scope =
      Option.list("--scope", "NAME=VALUE", "Only this usage: service, model, client, application, user …");
  private final Option<List<String>> warn = Option.list("--warn", "PERCENTS", "Alert at these shares, e.g. 50,80,100");
  private final Option<List<String>> notify =
      Option.each("--notify", "TARGET", "webhook:URL, exec:COMMAND or log");

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "budgets set",
        "Make a budget, or change one",
        "Spending counts as it is stored; each threshold alerts once in a period.",
        "tokenly budgets set team --amount 500 --period month --warn 50,80,100",
        "Everything, a month",
        "tokenly budgets set ci --amount 20 --period day --scope client=ci-*,service=anthropic",
        "Some machines and one service, a day",
        "tokenly budgets set team --amount 600",
        "More of it");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), name, amount, period, zone, scope, warn, notify, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    Map<String, Object> budget = body();
    boolean exists =
        context.api().money().budgets().fields().objects("budgets").stream()
            .anyMatch(one -> one.text("name").equals(name.get()));
    if (dryRun.holdsBack(context, (exists ? "Change" : "Make") + " the budget: " + JsonText.write(budget))) {
      return ExitCode.OK;
    }
    context.output(output).requireFields(BudgetsCommands.BUDGETS);
    Answer answer =
        exists
            ? context.api().money().editBudget(name.get(), budget)
            : context.api().money().createBudget(budget);
    Answer made = Rows.answer("budgets", List.of(answer.bytes()));
    context.output(output).list(BudgetsCommands.BUDGETS, made);
    return ExitCode.OK;
  }

  private Map<String, Object> body() {
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("name", name.get());
    put(budget, "amount", number(amount.find()));
    put(budget, "period", period.find());
    put(budget, "tz", zone.find());
    put(budget, "scope", scopes());
    put(budget, "warn", warn.find() == null ? null : warn.get().stream().map(BudgetSetCommand::number).toList());
    put(budget, "notify", notify.find());
    return budget;
  }

  private static void put(Map<String, Object> budget, String field, @Nullable Object value) {
    if (value != null) {
      budget.put(field, value);
    }
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw Complaint.usage("not a number: " + text, "--amount 500, --warn 50,80,100").raised(e);
    }
  }

  private @Nullable Map<String, List<String>> scopes() {
    if (scope.find() == null) {
      return null;
    }
    Map<String, List<String>> scopes = new LinkedHashMap<>();
    for (String pair : scope.get()) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw Complaint.usage("--scope cannot be " + pair, "--scope service=anthropic,client=web-*").raised();
      }
      scopes.computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>()).add(pair.substring(equals + 1));
    }
    return scopes;
  }
}
