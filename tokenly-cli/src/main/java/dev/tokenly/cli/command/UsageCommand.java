package dev.tokenly.cli.command;

import dev.tokenly.api.AnalyticsApi.RecordShape;
import dev.tokenly.api.Answer;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Listing;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly usage}: the calls themselves, or groups of them. */
final class UsageCommand implements Command {
  private static final View RECORDS =
      new View("usage", "records", "record_id", "No calls in that time.", CallColumns.ALL);

  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final Option<List<String>> by =
      Option.list("--by", "LIST", "Groups instead of calls: model, client, … and hour, day, week, month");
  private final Option<List<String>> aggregates =
      Option.list("--aggregates", "LIST", "sum, count, avg, min, max (default sum,count)");
  private final Option<String> order = Option.text("--order-by", "FIELD", "timestamp or -timestamp");
  private final PageOptions page = new PageOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "usage",
        "List calls, or add them up in groups",
        "Every stored call with its tokens, cost and origin, newest first.",
        "tokenly usage --since today",
        "Today's calls",
        "tokenly usage --by day,model --aggregates sum,count --json",
        "Sums by day and model",
        "tokenly usage --all --ndjson --model claude-*",
        "Everything of some models, a JSON line each");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(Options.of(usage.all(), output.all()), page.all(), by, aggregates, order);
  }

  @Override
  public ExitCode run(Context context) {
    List<String> groups = by.or(List.of()).stream().map(Dimensions::wireName).toList();
    Output out = context.output(output, usage.zone());
    long wanted = page.wanted(context);
    @Nullable String next = page.cursor();
    @Nullable Listing listing = null;
    long total;
    do {
      long rest = wanted - (listing == null ? 0 : listing.rows());
      RecordShape shape =
          new RecordShape(groups, aggregates.or(List.of()), order.find(), Math.min(rest, Page.MAX), next);
      Answer answer = context.api().analytics().usage(usage.scope(context), shape);
      if (listing == null) {
        listing = new Listing(out, groups.isEmpty() ? RECORDS : grouped(answer.fields()));
      }
      listing.page(answer);
      next = answer.fields().optionalText("next_cursor");
      total = answer.fields().number("total_records", listing.rows());
    } while (next != null && listing.rows() < wanted);
    listing.end(next);
    if (next != null && out.isTable()) {
      context.say(listing.rows() + " of " + total + ", use --all or --cursor " + next);
    }
    return ExitCode.OK;
  }

  /** The groups' names first, the sums behind them; on a narrow terminal the last names give way, costs never. */
  private static View grouped(Fields answer) {
    List<Column> columns = new ArrayList<>();
    for (Fields row : answer.objects("records").stream().limit(1).toList()) {
      for (Map.Entry<String, Object> field : row.values().entrySet()) {
        String name = field.getKey();
        boolean money = name.contains("cost");
        Kind kind = field.getValue() instanceof Number ? money ? Kind.MONEY : Kind.COUNT : Kind.TEXT;
        int rank = columns.isEmpty() || money ? 0 : kind == Kind.TEXT ? 10 + columns.size() : columns.size();
        columns.add(Column.of(title(name), name, kind, rank));
      }
    }
    return new View("usage-groups", "records", "timestamp", "No calls in that time.", columns);
  }

  /** A sum needs no other word than what is summed. */
  private static String title(String field) {
    String words = field.equals("count") ? "requests" : field.startsWith("sum_") ? field.substring(4) : field;
    return words.replace('_', ' ').toUpperCase(Locale.ROOT);
  }
}
