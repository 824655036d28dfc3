package dev.tokenly.cli.command;

import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.TextWidth;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.json.JsonText;
import java.util.Map;

/** One call on one line: time, machine, service, model, tokens in, out and cached, cost, tool; or a JSON object. */
final class TailLine {
  private final Context context;
  private final Output out;

  TailLine(Context context, OutputOptions options) {
    this.context = context;
    this.out = context.output(options);
  }

  void print(Map<String, Object> record) {
    Terminal terminal = context.terminal();
    if (!out.isTable()) {
      terminal.line(JsonText.write(record));
      return;
    }
    Object host = record.containsKey("hostname") ? record.get("hostname") : record.get("client_id");
    String line =
        column(time(record), 19, false)
            + column(Cells.exact(host), 14, false)
            + column(Cells.exact(record.get("service")), 10, false)
            + column(Cells.exact(record.get("model")), 26, false)
            + column(count(record, "input_tokens"), 8, true)
            + column(count(record, "output_tokens"), 8, true)
            + column(count(record, "cache_read_tokens"), 8, true)
            + column(money(record), 10, true)
            + Cells.exact(record.get("application"));
    terminal.line(line.stripTrailing());
  }

  private static String time(Map<String, Object> record) {
    String time = Cells.exact(record.get("timestamp"));
    return time.length() < 19 ? time : time.substring(0, 19).replace('T', ' ');
  }

  private String count(Map<String, Object> record, String field) {
    Object value = record.getOrDefault(field, 0L);
    return out.isForPeople() ? Cells.human(value, Kind.COUNT, context.clock()) : Cells.exact(value);
  }

  private String money(Map<String, Object> record) {
    Object cost = record.get("cost_usd");
    return out.isForPeople() ? Cells.human(cost, Kind.MONEY, context.clock()) : Cells.exact(cost);
  }

  private String column(String text, int width, boolean right) {
    String shown = out.isForPeople() && !right ? TextWidth.cut(text, width, "…") : text;
    String room = " ".repeat(Math.max(0, width - TextWidth.of(shown)));
    return (right ? room + shown : shown + room) + "  ";
  }
}
