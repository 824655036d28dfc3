package dev.tokenly.cli.command;

import dev.tokenly.api.AnalyticsApi.RecordShape;
import dev.tokenly.api.ApiException;
import dev.tokenly.api.EventStream;
import dev.tokenly.api.Failure;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.Stream;
import dev.tokenly.model.json.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly tail}: every call as it is stored, one line each. */
final class TailCommand implements Command {
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
    return Options.of(usage.all(), output.all(), lines, once);
  }

  @Override
  public ExitCode run(Context context) {
    Stream stream = new Stream(context.output(output), TailLine.VIEW, TailLine.WIDTHS);
    TailFilter filter = new TailFilter(usage.scope(context));
    List<Fields> newest = new ArrayList<>();
    newest.addAll(newest(context).objects("records"));
    Collections.reverse(newest);
    newest.forEach(record -> stream.row(record.values()));
    context.terminal().flush();
    return once.or(false) ? ExitCode.OK : follow(context, stream, filter);
  }

  private Fields newest(Context context) {
    return context.api().analytics().usage(usage.scope(context), RecordShape.newest(lines.get(), null)).fields();
  }

  private static ExitCode follow(Context context, Stream stream, TailFilter filter) {
    @Nullable String last = null;
    long pause = 250;
    while (!Thread.currentThread().isInterrupted()) {
      try (EventStream events = context.api().events(last, true)) {
        pause = 250;
        for (EventStream.Event event = events.next(); event != null; event = events.next()) {
          last = event.id().isEmpty() ? last : event.id();
          if (event.kind().equals("usage")) {
            show(event, stream, filter);
            context.terminal().flush();
          }
        }
      } catch (ApiException e) {
        if (!(e.failure() instanceof Failure.Unreachable) && !(e.failure() instanceof Failure.Busy)) {
          throw e;
        }
        context.say("connection lost, trying again");
      }
      pause = waited(pause);
    }
    return ExitCode.INTERRUPTED;
  }

  private static void show(EventStream.Event event, Stream stream, TailFilter filter) {
    Fields sent = Fields.parse(event.data().getBytes(StandardCharsets.UTF_8));
    Fields data = sent.has("data") ? sent.object("data") : sent;
    List<Fields> records = data.has("records") ? data.objects("records") : List.of(data);
    for (Fields one : records) {
      Map<String, Object> record = one.has("record") ? one.object("record").values() : one.values();
      if (record.containsKey("model") && filter.accepts(record)) {
        stream.row(record);
      }
    }
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
