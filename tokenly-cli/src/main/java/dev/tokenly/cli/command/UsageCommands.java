package dev.tokenly.cli.command;

import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions that list: {@code sessions}, {@code coverage}; and those about one thing: {@code explain}, {@code audit-usage}. */
final class UsageCommands {
  private static final View SESSIONS =
      new View(
          "sessions",
          "sessions",
          "session_id",
          "No sessions in that time.",
          List.of(
              Column.of("SESSION", "session_id", Kind.TEXT, 0),
              Column.text("TOOL", "application"),
              Column.of("LAST ACTIVE", "last_active_at", Kind.TIME, 1),
              Column.of("TURNS", "turns", Kind.COUNT, 2),
              Column.of("TOKENS", "total_tokens", Kind.COUNT, 3),
              Column.of("COST", "cost", Kind.MONEY, 0),
              Column.of("CACHE HITS", "cache_hit_rate", Kind.PERCENT, 5),
              Column.of("HEALTH", "recommendation", Kind.STATE, 4),
              Column.of("HISTORY", "history_chars", Kind.COUNT, Column.WIDE)));
  private static final View COVERAGE =
      new View(
          "coverage",
          "coverage",
          "service",
          "No usage in that time.",
          List.of(
              Column.text("SERVICE", "service"),
              Column.of("SEEN BY", "seen_by", Kind.LIST, 0),
              Column.of("REQUESTS", "requests", Kind.COUNT, 0),
              Column.of("TOKENS", "tokens", Kind.COUNT, 1),
              Column.of("COST", "cost", Kind.MONEY, 1),
              Column.of("UNPRICED", "unpriced_requests", Kind.COUNT, 2)));

  private UsageCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "sessions" -> sessions();
      case "coverage" -> coverage();
      case "explain" -> new ExplainCommand();
      case "audit-usage" -> auditUsage();
      default -> null;
    };
  }

  private static Command sessions() {
    UsageOptions usage = new UsageOptions();
    Manual manual =
        Manual.of(
            "sessions",
            "What each session of a tool used, and how it fares",
            "Turns, tokens, cost, share of the prompt that came from a cache, and advice where a history has grown long.",
            "tokenly sessions",
            "The last 30 days",
            "tokenly sessions --since today --app claude-code",
            "Today's of one tool",
            "tokenly sessions --csv --all",
            "All, for a spreadsheet");
    return new ListCommand(
        manual, SESSIONS, usage.all(),
        (context, page) -> context.api().analytics().sessions(usage.scope(context), null, page));
  }

  private static Command coverage() {
    UsageOptions usage = new UsageOptions();
    Manual manual =
        Manual.of(
            "coverage",
            "Who saw the usage: logs, the proxy, or both",
            "Calls that only one observer saw show where the other is missing.",
            "tokenly coverage",
            "The last 30 days",
            "tokenly coverage --since 7d --client web-01",
            "One machine, one week",
            "tokenly coverage --json=service,seen_by,requests",
            "For a script");
    return new ListCommand(
        manual, COVERAGE, usage.all(), (context, _) -> context.api().analytics().coverage(usage.scope(context)));
  }

  private static Command auditUsage() {
    return new AuditUsageCommand();
  }
}
