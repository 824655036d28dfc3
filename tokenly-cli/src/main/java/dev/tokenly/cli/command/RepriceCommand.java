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
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tokenly prices reprice}: prices stored calls again, after a look at what moves. */
final class RepriceCommand implements Command {
  private static final View MOVES =
      new View(
          "reprice",
          "moves",
          "model",
          "Nothing moves.",
          List.of(
              Column.text("MONTH", "month"),
              Column.text("MODEL", "model"),
              Column.of("CALLS", "records", Kind.COUNT, 0),
              Column.of("BEFORE", "before", Kind.MONEY, 0),
              Column.of("AFTER", "after", Kind.MONEY, 0),
              Column.of("NEWLY PRICED", "newly_priced", Kind.COUNT, 1),
              Column.of("SERVICE", "service", Kind.TEXT, 2)));

  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<String> since = Option.text("--since", "TIME", "Calls from then on");
  private final Option<String> until = Option.text("--until", "TIME", "Calls before that");
  private final Option<List<String>> model = Option.list("--model", "NAME", "Only these models, * as wildcard");
  private final Option<List<String>> service = Option.list("--service", "NAME", "Only these services");

  @Override
  public Manual manual() {
    return Manual.of(
        "prices reprice",
        "Price stored calls again by the book as it is now",
        "A new price never changes history by itself. Shows what would move, then asks.",
        "tokenly prices reprice --since 2026-11-01 --dry-run",
        "What would move",
        "tokenly prices reprice --since 30d --model claude-* --yes",
        "Do it for some models",
        "tokenly prices reprice --dry-run --json",
        "All of it, as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), questions.all(), since, until, model, service);
  }

  @Override
  public ExitCode run(Context context) {
    context.output(output).requireFields(MOVES);
    Map<String, Object> scope = scope(context);
    Answer preview = context.api().money().reprice(scope, true);
    if (questions.isDryRun() || context.output(output).isTable()) {
      show(context, preview);
    }
    if (questions.isDryRun()) {
      return ExitCode.OK;
    }
    questions.confirm(context, "Price these calls again");
    Answer done = context.api().money().reprice(scope, false);
    if (!context.output(output).isTable()) {
      show(context, done);
    }
    context.say("Done.");
    return ExitCode.OK;
  }

  private Map<String, Object> scope(Context context) {
    Map<String, Object> scope = new LinkedHashMap<>();
    ZoneId zone = Zones.of(context.zone(null));
    if (since.find() != null) {
      scope.put("since", Moments.parse(since.get(), zone, context.clock()).toString());
    }
    if (until.find() != null) {
      scope.put("until", Moments.parse(until.get(), zone, context.clock()).toString());
    }
    scope.put("models", model.or(List.of()));
    scope.put("services", service.or(List.of()));
    return scope;
  }

  private void show(Context context, Answer moves) {
    Output out = context.output(output);
    out.document(MOVES, moves, () -> {
      Fields fields = moves.fields();
      out.table(MOVES, fields.objects("moves").stream().map(Fields::values).toList());
      context.say(fields.number("examined", 0) + " calls examined, " + fields.number("changed", 0) + " of them "
          + (fields.flag("dry_run", false) ? "would cost something else" : "cost something else now"));
    });
  }
}
