package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How much of a long list: 50 rows on a terminal, everything in a pipe, unless told otherwise. */
final class PageOptions {
  private static final int ON_A_TERMINAL = 50;
  private final Option<String> limit = Option.text("--limit -n", "N", "At most N (default 50 on a terminal, else all)");
  private final Option<Boolean> all = Option.flag("--all", "Everything, however long");
  private final Option<String> cursor = Option.text("--cursor", "NEXT", "Go on where the last answer's next points");

  List<Option<?>> all() {
    return List.of(limit, all, cursor);
  }

  private long start() {
    return number(cursor.or("0"), "--cursor");
  }

  private long wanted(Context context) {
    if (all.or(false)) {
      return Long.MAX_VALUE;
    }
    String told = limit.find();
    return told != null ? number(told, "--limit") : context.terminal().tty().out() ? ON_A_TERMINAL : Long.MAX_VALUE;
  }

  private static long number(String text, String option) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw Complaint.usage(option + " is a number, not " + text, option + " 100").raised(e);
    }
  }

  /** Asks for as many pages as are wanted; one page is passed on untouched. */
  Answer fetch(Context context, String rows, Function<Page, Answer> ask) {
    long wanted = wanted(context);
    long offset = start();
    Answer first = ask.apply(new Page(Math.min(wanted, Page.MAX), offset));
    if (wanted <= Page.MAX) {
      return first;
    }
    List<Map<String, Object>> list = new ArrayList<>();
    Fields page = first.fields();
    long total = page.number("total", 0);
    page.objects(rows).forEach(row -> list.add(row.values()));
    if (list.size() >= total - offset || list.isEmpty()) {
      return first;
    }
    while (list.size() < Math.min(wanted, total - offset)) {
      List<Fields> more = ask.apply(new Page(Page.MAX, offset + list.size())).fields().objects(rows);
      if (more.isEmpty()) {
        break;
      }
      more.forEach(row -> list.add(row.values()));
    }
    Map<String, Object> whole = new LinkedHashMap<>(page.values());
    whole.put(rows, list);
    return Answer.of(whole);
  }

  /** Shows the list and, when some of it is missing, says so and how to go on. */
  void show(Context context, View view, OutputOptions options, Answer answer) {
    Output output = context.output(options);
    if (wanted(context) == Long.MAX_VALUE) {
      output.list(view, answer);
      return;
    }
    Fields fields = answer.fields();
    long shown = fields.objects(view.rows()).size();
    long total = fields.number("total", shown);
    long next = start() + shown;
    output.list(view, answer, next < total ? Long.toString(next) : null);
    if (next < total && output.isTable()) {
      context.say(shown + " of " + total + ", use --all or --cursor " + next);
    }
  }
}
