package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Listing;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Rows;
import dev.tokenly.cli.output.View;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How much of a long list: 50 rows on a terminal, everything in a pipe, unless told otherwise. */
final class PageOptions {
  private static final int ON_A_TERMINAL = 50;
  private final Option<String> limit = Option.text("--limit -n", "N", "At most N (default 50 on a terminal, else all)");
  private final Option<Boolean> all = Option.flag("--all", "Everything, however long");
  private final Option<String> cursor = Option.text("--cursor", "NEXT", "Go on where the last answer's next points");

  List<Option<?>> all() {
    return List.of(limit, all, cursor);
  }

  /** How many rows are wanted. */
  long wanted(Context context) {
    if (all.or(false)) {
      return Long.MAX_VALUE;
    }
    String told = limit.find();
    return told != null ? number(told, "--limit") : context.terminal().tty().out() ? ON_A_TERMINAL : Long.MAX_VALUE;
  }

  /** Where to begin, as typed. */
  @Nullable
  String cursor() {
    return cursor.find();
  }

  private static long number(String text, String option) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, like a number that is none.
    }
    throw Complaint.usage(option + " is a number, not " + text, option + " 100").raised();
  }

  /** Asks for as many pages as are wanted and shows them; says so and how to go on when there are more. */
  void list(Context context, View view, OutputOptions options, Function<Page, Answer> ask) {
    Output output = context.output(options);
    Listing listing = new Listing(output, view);
    long wanted = wanted(context);
    long start = number(cursor.or("0"), "--cursor");
    long total;
    long got;
    do {
      long before = listing.rows();
      Answer answer = ask.apply(new Page(Math.min(wanted - before, Page.MAX), start + before));
      Long told = answer.fields().optionalNumber("total");
      // Some lists are short and come whole, whatever part was asked for.
      listing.page(answer, told == null ? start : 0, wanted - before);
      got = listing.rows() - before;
      total = told != null ? told : Rows.of(answer, view.rows()).size();
    } while (got > 0 && listing.rows() < wanted && start + listing.rows() < total);
    long next = start + listing.rows();
    listing.end(next < total ? Long.toString(next) : null);
    if (next < total && output.isTable()) {
      context.say(listing.rows() + " of " + total + ", use --all or --cursor " + next);
    }
  }
}
