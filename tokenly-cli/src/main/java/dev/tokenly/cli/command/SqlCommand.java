package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly sql}: read-only SQL over the ledger's documented views. */
final class SqlCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Option<String> statement =
      Option.operand("SELECT", "One SELECT statement; - reads it from standard input");
  private final Option<Integer> rows = Option.number("--max-rows", "N", 1000, "At most this many rows");

  @Override
  public Manual manual() {
    return Manual.of(
        "sql",
        "Ask the ledger in SQL, read-only",
        "One SELECT over the documented views (usage, hourly, clients), run by the server with limits of time, rows and"
            + " memory, without files or network. Needs the permission sql:read.",
        "tokenly sql 'SELECT model, sum(output_tokens) FROM usage GROUP BY 1 ORDER BY 2 DESC'",
        "Output by model",
        "tokenly sql - --csv < question.sql",
        "A statement from a file",
        "tokenly sql 'SELECT count(*) AS calls FROM usage' --jq '.data[0].calls'",
        "One number");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), statement, rows);
  }

  @Override
  public ExitCode run(Context context) {
    String told = statement.get().equals("-") ? typed(context) : statement.get();
    Answer answer = context.api().analytics().sql(told, rows.get());
    Fields fields = answer.fields();
    List<String> names = names(fields);
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(Column.of(name.toUpperCase(Locale.ROOT), name, Kind.TEXT, 0));
    }
    View view = new View("sql", "rows", names.isEmpty() ? "" : names.getFirst(), "No rows.", columns);
    context.output(output).list(view, rows(answer, names));
    if (fields.flag("truncated", false)) {
      context.say("There are more rows: --max-rows " + rows.get() * 10);
    }
    return ExitCode.OK;
  }

  private static String typed(Context context) {
    StringBuilder text = new StringBuilder();
    for (String line = context.terminal().readLine(); line != null; line = context.terminal().readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static List<String> names(Fields answer) {
    List<String> names = new ArrayList<>();
    if (answer.values().get("columns") instanceof List<?> columns) {
      for (Object column : columns) {
        names.add(
            column instanceof Map<?, ?> described ? String.valueOf(described.get("name")) : String.valueOf(column));
      }
    }
    return names;
  }

  private static List<Map<String, @Nullable Object>> rows(Answer answer, List<String> names) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> cells : answer.lists("rows")) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int at = 0; at < names.size(); at++) {
        row.put(names.get(at), cells.get(at));
      }
      rows.add(row);
    }
    return rows;
  }
}
