package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.List;

/** {@code tokenly audit-usage}: every call of a session, counted once, and why it counts as it does. */
final class AuditUsageCommand implements Command {
  private static final View AUDIT =
      new View(
          "usage-audit",
          "records",
          "record_id",
          "No such session.",
          List.of(
              Column.of("TIME", "timestamp", Kind.TIME, 0),
              Column.text("MODEL", "model"),
              Column.of("TOKENS", "total_tokens", Kind.COUNT, 0),
              Column.of("COST", "cost_usd", Kind.MONEY, 0),
              Column.of("SEEN BY", "seen_by", Kind.LIST, 1),
              Column.of("WHY", "why", Kind.TEXT, 0),
              Column.of("RECORD", "record_id", Kind.TEXT, Column.WIDE),
              Column.of("FILE", "file_id", Kind.TEXT, Column.WIDE)));

  private static final View FILES =
      new View(
          "usage-audit",
          "files",
          "file_id",
          "No file of this session is remembered.",
          List.of(
              Column.text("FILE", "source_path"),
              Column.of("DROPPED", "session_duplicates", Kind.COUNT, 0),
              Column.of("REPLACED", "session_superseded", Kind.COUNT, 0),
              Column.of("WHY", "why", Kind.TEXT, 0),
              Column.of("ID", "file_id", Kind.TEXT, Column.WIDE)));

  private final Option<String> session = Option.operand("SESSION", "The session's id");
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "audit-usage",
        "What was counted, replaced and dropped in one session, and why",
        "Every call of the session, counted once: by which id, who saw it, and how often a larger sighting replaced it; and"
            + " the files that brought it, also those whose every call is counted from another file or in the session they"
            + " were resumed from, with how many were dropped and why. Files are named as long as they are remembered.",
        "tokenly audit-usage 5b1d…",
        "One session",
        "tokenly audit-usage 5b1d… --json",
        "The same as JSON",
        "tokenly audit-usage 5b1d… --jq '.data | keys'",
        "Only what there is to know");
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> all = new ArrayList<>(List.of(session));
    all.addAll(output.all());
    return all;
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().analytics().auditUsage(session.get());
    Output out = context.output(output);
    out.document(AUDIT, answer, () -> show(out, answer.fields()));
    return ExitCode.OK;
  }

  private static void show(Output out, Fields audit) {
    out.sheet(
        List.of(
            new Output.Line("session", audit.optionalText("session_id"), Kind.TEXT),
            new Output.Line("counted", audit.optionalDecimal("counted"), Kind.COUNT),
            new Output.Line("of these replaced", audit.optionalDecimal("replaced"), Kind.COUNT),
            new Output.Line("dropped", audit.optionalDecimal("dropped"), Kind.COUNT)));
    out.terminal().line("");
    out.table(AUDIT, audit.objects("records").stream().map(Fields::values).toList());
    if (!audit.objects("files").isEmpty()) {
      out.terminal().line("");
      out.table(FILES, audit.objects("files").stream().map(Fields::values).toList());
    }
  }
}
