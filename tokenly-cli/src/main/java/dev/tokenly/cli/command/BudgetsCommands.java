package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly budgets …}: what may be spent, and how it stands. */
final class BudgetsCommands {
  static final View BUDGETS =
      new View(
          "budgets",
          "budgets",
          "name",
          "No budgets. tokenly budgets set NAME --amount 500 makes one.",
          List.of(
              Column.text("BUDGET", "name"),
              Column.of("STATUS", "status", Kind.STATE, 0),
              Column.of("SPENT", "spent", Kind.MONEY, 0),
              Column.of("AMOUNT", "amount", Kind.MONEY, 0),
              Column.of("USED", "percent", Kind.PERCENT, 1),
              Column.of("PERIOD", "period", Kind.TEXT, 2),
              Column.of("ENDS", "period_end", Kind.TEXT, 5),
              Column.of("PROJECTED", "projected", Kind.MONEY, 3),
              Column.of("OVER ON", "overrun_date", Kind.TEXT, 4),
              Column.of("UNPRICED", "unpriced_requests", Kind.COUNT, 6)));

  private static final View DEAD_LETTERS =
      new View(
          "dead-letters",
          "notifications",
          "id",
          "Every alert has arrived, or is still being tried (--waiting shows those).",
          List.of(
              Column.text("BUDGET", "budget"),
              Column.of("TO", "notifier", Kind.TEXT, 1),
              Column.of("MADE", "created_at", Kind.TIME, 2),
              Column.of("TRIES", "tries", Kind.COUNT, 3),
              Column.of("GIVEN UP", "dead", Kind.FLAG, 4),
              Column.of("WHY", "last_error", Kind.TEXT, 5),
              Column.text("ID", "id")));

  private BudgetsCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "budgets", "budgets list" -> list(path);
      case "budgets set" -> new BudgetSetCommand();
      case "budgets check" -> new BudgetCheckCommand();
      case "budgets delete" -> delete();
      case "budgets dead-letters" -> deadLetters();
      case "budgets retry" -> retry();
      case "budgets discard" -> discard();
      default -> null;
    };
  }

  private static Command list(String path) {
    Manual manual =
        Manual.of(
            path,
            "How every budget stands",
            "Spent and projected, and the day it will be passed if spending goes on as it does.",
            "tokenly budgets",
            "All",
            "tokenly budgets list --json=name,spent,amount,status",
            "For a script",
            "tokenly budgets list -o name",
            "Names alone");
    return new ListCommand(manual, BUDGETS, List.of(), (context, _) -> context.api().money().budgets());
  }

  private static Command deadLetters() {
    Option<Boolean> waiting = Option.flag("--waiting", "Those that are still being tried, too");
    Manual manual =
        Manual.of(
            "budgets dead-letters",
            "List alerts that could not be delivered",
            "An alert is tried ten times within three quarters of an hour, then kept here with the last error until somebody sends it"
                + " again.",
            "tokenly budgets dead-letters",
            "What was given up",
            "tokenly budgets dead-letters --waiting",
            "What is still being tried, too",
            "tokenly budgets dead-letters -o name",
            "Ids alone, for xargs -n 1 tokenly budgets retry");
    return new ListCommand(manual, DEAD_LETTERS, List.of(waiting),
        (context, page) -> context.api().money().undelivered(waiting.or(false), page));
  }

  private static Command retry() {
    Option<String> id = Option.operand("ID", "The alert's id");
    Manual manual =
        Manual.of(
            "budgets retry",
            "Send an alert again that was given up",
            "After its cause is gone. It gets ten tries more.",
            "tokenly budgets retry 7c9e…",
            "At once",
            "tokenly budgets retry 7c9e… --dry-run",
            "Only says what it would do",
            "tokenly budgets retry 7c9e… --json",
            "With the answer as JSON");
    Deed deed =
        new Deed(
            () -> "Send the alert " + id.get() + " again",
            id::get,
            Care.NONE,
            context -> context.api().money().retryNotification(id.get()),
            "It is sent again within seconds")
            .looking(context -> Existing.alert(context, id.get()));
    return new DeedCommand(manual, Options.of(id), deed);
  }

  private static Command discard() {
    Option<String> id = Option.operand("ID", "The alert's id");
    Manual manual =
        Manual.of(
            "budgets discard",
            "Discard an alert that could not be delivered",
            "It is never sent. The audit keeps that it was discarded, and by whom.",
            "tokenly budgets discard 7c9e…",
            "Asks first",
            "tokenly budgets discard 7c9e… --dry-run",
            "Only says what it would do",
            "tokenly budgets dead-letters -o name | xargs -n 1 tokenly budgets discard --yes",
            "All that were given up");
    Deed deed =
        new Deed(
            () -> "Discard the alert " + id.get(),
            id::get,
            Care.YES,
            context -> context.api().money().discardNotification(id.get()),
            "Discarded")
            .looking(context -> Existing.alert(context, id.get()));
    return new DeedCommand(manual, Options.of(id), deed);
  }

  private static Command delete() {
    Option<String> name = Option.operand("NAME", "The budget").completing(Option.Live.BUDGETS);
    Manual manual =
        Manual.of(
            "budgets delete",
            "Delete a budget",
            "What was spent is not touched.",
            "tokenly budgets delete anthropic",
            "Asks first",
            "tokenly budgets delete anthropic --yes",
            "Does not ask",
            "tokenly budgets delete anthropic --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Delete the budget " + name.get(),
            name::get,
            Care.YES,
            context -> context.api().money().deleteBudget(name.get()),
            "Deleted")
            .looking(context -> Existing.budget(context, name.get()));
    return new DeedCommand(manual, Options.of(name), deed);
  }
}
