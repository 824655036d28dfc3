package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly retention …} and {@code backup}: how long data lives, and where its copy is. */
final class DataCommands {
  private DataCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "retention", "retention show" -> show(path);
      case "retention set" -> set();
      case "retention apply" -> new RetentionApplyCommand();
      case "backup" -> backup();
      default -> null;
    };
  }

  private static Command show(String path) {
    Manual manual =
        Manual.of(
            path,
            "How long records and sums are kept",
            "Records are dropped after their days; their hourly sums live longer, so totals and trends stay.",
            "tokenly retention",
            "The policy, the last run, the next",
            "tokenly retention show --json",
            "The same as JSON",
            "tokenly retention --jq .data.storage.oldest",
            "The oldest record");
    return new ShowCommand(
        manual, "retention", List.of(), context -> context.api().data().retention(), DataCommands::lines);
  }

  private static List<Output.Line> lines(Fields retention) {
    List<Output.Line> lines = new ArrayList<>();
    Fields policy = retention.object("policy");
    lines.add(new Output.Line("days of records", policy.optionalDecimal("default_retention_days"), Kind.COUNT));
    lines.add(new Output.Line("days of sums", policy.optionalDecimal("aggregate_retention_days"), Kind.COUNT));
    policy.object("services").values()
        .forEach((name, days) -> lines.add(new Output.Line("days of service " + name, days, Kind.COUNT)));
    policy.object("clients").values()
        .forEach((name, days) -> lines.add(new Output.Line("days of machine " + name, days, Kind.COUNT)));
    lines.add(new Output.Line("last run", retention.optionalText("last_run"), Kind.MOMENT));
    lines.add(new Output.Line("next run", retention.optionalText("next_run"), Kind.MOMENT));
    Fields storage = retention.object("storage");
    lines.add(new Output.Line("records", storage.optionalDecimal("records"), Kind.COUNT));
    lines.add(new Output.Line("hourly sums", storage.optionalDecimal("rollup_rows"), Kind.COUNT));
    lines.add(new Output.Line("size", storage.optionalDecimal("size_bytes"), Kind.BYTES));
    lines.add(new Output.Line("oldest", storage.optionalText("oldest"), Kind.MOMENT));
    lines.add(new Output.Line("newest", storage.optionalText("newest"), Kind.MOMENT));
    return lines;
  }

  private static Command set() {
    Option<String> days = Option.text("--days", "N", "Keep records that long");
    Option<String> sums = Option.text("--sums", "N", "Keep hourly sums that long");
    Option<List<String>> services = Option.list("--service", "NAME=N", "Another number of days for a service");
    Option<List<String>> clients = Option.list("--client", "HOST=N", "Another number of days for a machine");
    Manual manual =
        Manual.of(
            "retention set",
            "Change how long records and sums are kept",
            "What is not named stays as it is. Of several rules for a record the longest wins.",
            "tokenly retention set --days 180 --sums 1095",
            "Half a year of records, three years of sums",
            "tokenly retention set --service anthropic=365",
            "Longer for one service",
            "tokenly retention set --days 30 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Change the retention policy: " + JsonText.write(policy(days, sums, services, clients)),
            () -> "retention",
            Care.YES,
            context -> context.api().data().setRetentionPolicy(policy(days, sums, services, clients)),
            "Changed");
    return new DeedCommand(manual, Options.of(days, sums, services, clients), deed);
  }

  private static Map<String, Object> policy(
      Option<String> days, Option<String> sums, Option<List<String>> services, Option<List<String>> clients) {
    Map<String, Object> policy = new LinkedHashMap<>();
    put(policy, "default_retention_days", days.find());
    put(policy, "aggregate_retention_days", sums.find());
    each(policy, "services", services.or(List.of()));
    each(policy, "clients", clients.or(List.of()));
    return policy;
  }

  private static void put(Map<String, Object> policy, String name, @Nullable String value) {
    if (value != null) {
      policy.put(name, days(value));
    }
  }

  private static long days(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw Complaint.usage("not a number of days: " + value, "--days 180").raised(e);
    }
  }

  private static void each(Map<String, Object> policy, String name, List<String> pairs) {
    Map<String, Object> days = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = Math.max(0, pair.indexOf('='));
      days.put(pair.substring(0, equals), days(pair.substring(equals + 1)));
    }
    if (!days.isEmpty()) {
      policy.put(name, days);
    }
  }

  private static Command backup() {
    Option<String> name = Option.optionalOperand("NAME", 0, "The copy's file name (default: with the time)");
    Manual manual =
        Manual.of(
            "backup",
            "Make a verified copy of all data while the server runs",
            "Written into the backup folder on the server's machine and checked before it counts.",
            "tokenly backup",
            "Named by the time",
            "tokenly backup before-upgrade.duckdb --json",
            "Named, with size and number of records",
            "tokenly backup --jq .data.backup",
            "Only where it is");
    Deed deed =
        new Deed(
            () -> name.find() == null ? "Make a backup named by the time" : "Make the backup " + name.get(),
            () -> "backup",
            Care.NONE,
            context -> context.api().data().backup(name.find()),
            answer -> "Made and verified " + Cells.exact(answer.fields().values().get("backup")));
    return new DeedCommand(manual, Options.of(name), deed);
  }
}
