package dev.tokenly.cli.command;

import dev.tokenly.api.AdminApi;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly audit …}: who changed what, and whether that account is whole. */
final class AuditCommands {
  private static final View AUDIT =
      new View(
          "audit",
          "entries",
          "id",
          "No entries.",
          List.of(
              Column.of("TIME", "timestamp", Kind.TIME, 0),
              Column.text("USER", "user_id"),
              Column.of("ACTION", "action", Kind.TEXT, 0),
              Column.of("RESOURCE", "resource", Kind.TEXT, 4),
              Column.of("WHICH", "resource_id", Kind.TEXT, 1),
              Column.of("DETAILS", "details", Kind.TEXT, 5),
              Column.of("ADDRESS", "ip_address", Kind.TEXT, 3),
              Column.of("ID", "id", Kind.TEXT, Column.WIDE)));

  private AuditCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "audit", "audit list" -> list(path);
      case "audit head" -> new AuditHeadCommand();
      case "audit verify" -> new AuditVerifyCommand();
      default -> null;
    };
  }

  private static Command list(String path) {
    Option<String> user = Option.text("--by-user", "USER", "Only what this account did").completing(Option.Live.USERS);
    Option<List<String>> actions = Option.list("--action", "NAME", "Only these actions, e.g. client_approve");
    Option<String> which = Option.text("--resource-id", "ID", "Only what concerns this thing");
    Option<String> search = Option.text("--search", "TEXT", "Only what tells of this: part, !part, ~fuzzy or /regex/");
    Option<String> since = Option.text("--since", "TIME", "From then on");
    Option<String> until = Option.text("--until", "TIME", "Before that");
    Manual manual =
        Manual.of(
            path,
            "Who changed what, newest first",
            "Every change by an account is written in the same transaction as the change itself.",
            "tokenly audit",
            "The newest entries",
            "tokenly audit list --action client_approve,client_reject --since 7d",
            "Decisions about machines",
            "tokenly audit list --search web-01",
            "All that tells of a machine",
            "tokenly audit list --all --ndjson",
            "All of it, a JSON line each");
    return new ListCommand(
        manual,
        AUDIT,
        Options.of(user, actions, which, search, since, until),
        (context, page) -> {
          String zone = context.zone(null);
          AdminApi.AuditFilter filter =
              new AdminApi.AuditFilter(
                  user.find(),
                  actions.or(List.of()),
                  which.find(),
                  search.find(),
                  UsageOptions.time(since.find(), zone, context),
                  UsageOptions.time(until.find(), zone, context));
          return context.api().admin().audit(filter, page);
        });
  }
}
