package dev.tokenly.cli.command;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.EventStream;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Stream;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly tail}: every call as it is stored, one line each. */
final class TailCommand implements Command {
  private static final View LINE =
      new View("usage", "records", "record_id", "No calls in that time.", CallColumns.USUAL);

  /** The widths of those columns, since what comes next is not known yet; a time of another zone than UTC is longer. */
  private static final List<Integer> WIDTHS = List.of(20, 14, 10, 24, 7, 7, 7, 9, 14);

  private static final long SHORTEST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private final UsageOptions usage = new UsageOptions();
  private final OutputOptions output = new OutputOptions();
  private final Option<Integer> lines = Option.number("--lines -n", "N", 10, "How many that are there already");
  private final Option<Boolean> once = Option.flag("--no-follow", "Only those, then end");

  @Override
  public Manual manual() {
    return Manual.of(
        "tail",
        "Follow usage live, one line a call",
        "Shows the newest calls and then each one as the server stores it: time, machine, service, model, tokens in, out"
            + " and cached, cost, tool. Survives a restart of the server without a gap or a repeat.",
        "tokenly tail",
        "Everything, from now on",
        "tokenly tail --filter model=claude-* --client web-01",
        "Some models on one machine",
        "tokenly tail --no-follow -n 3 --ndjson",
        "The last three as JSON lines");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(usage.following(), output.all(), lines, once);
  }

  @Override
  public ExitCode run(Context context) {
    Output out = context.output(output, usage.zone());
    if (out.listsFields()) {
      out.fields(LINE, List.of());
      return ExitCode.OK;
    }
    Arrivals arrivals = new Arrivals(context, usage.scope(context));
    Stream stream = new Stream(out, LINE, WIDTHS);
    print(context, stream, arrivals.newest(lines.get()));
    return once.or(false) ? ExitCode.OK : follow(context, stream, arrivals);
  }

  private static void print(Context context, Stream stream, List<Fields> records) {
    records.forEach(record -> stream.row(record.values()));
    context.terminal().flush();
  }

  /** An event only says that there is something new; what it is comes from the ledger, which loses and repeats nothing. */
  private static ExitCode follow(Context context, Stream stream, Arrivals arrivals) {
    long pause = SHORTEST_PAUSE_MILLIS;
    while (!Thread.currentThread().isInterrupted()) {
      try (EventStream events = context.api().events("usage")) {
        if (pause > SHORTEST_PAUSE_MILLIS) {
          context.say("connected again");
        }
        pause = SHORTEST_PAUSE_MILLIS;
        EventStream.Event event;
        do {
          arrivals.eachSince(records -> print(context, stream, records));
          event = events.next();
        } while (event != null);
      } catch (ApiException e) {
        if (!e.failure().isPassing()) {
          throw e;
        }
      }
      if (pause == SHORTEST_PAUSE_MILLIS && !Thread.currentThread().isInterrupted()) {
        context.say("connection lost, trying again");
      }
      pause = waited(pause);
    }
    return ExitCode.INTERRUPTED;
  }

  private static long waited(long pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
  }
}
