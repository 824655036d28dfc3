package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.scan.Tally;
import dev.tokenly.cli.terminal.Progress;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.formats.scan.Ledger;
import dev.tokenly.formats.scan.LogScan;
import dev.tokenly.model.price.PriceBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code tokenly scan}: what this machine's logs say, at once; no server, nothing written, nothing sent. */
final class ScanCommand implements Command {
  private static final int THREADS = 2;
  private final OutputOptions output = new OutputOptions();
  private final Option<List<String>> path =
      Option.list("--path", "PATH", "Read these files and folders instead of the tools' own places")
          .completing(Option.Live.FILES);
  private final Option<String> by =
      Option.choice("--by", "FACET", List.of("all", "day", "model", "tool", "project", "session"), "Totals by this");
  private final Option<String> since = Option.text("--since", "TIME", "Only calls from then on (in it)");
  private final Option<String> until = Option.text("--until", "TIME", "Only calls before that");
  private final Option<String> zone = Option.text("--tz", "ZONE", "Time zone whose days count");

  @Override
  public Manual manual() {
    return Manual.of(
        "scan",
        "What the tools on this machine have used, at once, without a server",
        "Reads the logs that LLM tools left on this machine, counts every call once, prices it by the day it was made and"
            + " adds it up. Nothing is written, nothing is sent.",
        "tokenly scan",
        "Everything the tools of this machine left",
        "tokenly scan --by day --since 30d --json",
        "Days as JSON",
        "tokenly scan --path ~/backup/claude --by session",
        "Logs from elsewhere, by session");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), path, by, since, until, zone);
  }

  @Override
  public ExitCode run(Context context) {
    String tz = context.zone(zone.find());
    ZoneId days = Zones.of(tz);
    Tally.Span span =
        new Tally.Span(moment(since.find(), days, context), moment(until.find(), days, context));
    Ledger ledger = Ledger.compact();
    Future<PriceBook> prices;
    LogScan.Result read;
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      prices = beside.submit(PriceBook::shipped);
      read = read(context, ledger);
    }
    Tally tally = Tally.of(ledger.calls(), span, prices.resultNow(), days);
    Output out = context.output(output);
    ScanPage page = new ScanPage(out, tally, read);
    if (out.isTable()) {
      page.show(by.get(), ledger, tz);
    } else {
      String facet = by.get().equals("all") ? "day" : by.get();
      out.document(ScanPage.view(facet), document(tally, read, ledger, facet), () -> {});
    }
    return ExitCode.OK;
  }

  private LogScan.Result read(Context context, Ledger ledger) {
    List<Path> paths = path.or(List.of()).stream().map(Path::of).toList();
    for (Path one : paths) {
      if (!Files.exists(one)) {
        throw Complaint.usage("there is nothing at " + one, "--path FILE or FOLDER").raised();
      }
    }
    try (Progress progress = new Progress(context.terminal(), "reading logs", 0, ScanCommand::files)) {
      LogScan scan = new LogScan(ledger).telling(progress::at);
      return paths.isEmpty() ? scan.machine(Machine.current(), THREADS) : scan.paths(paths, THREADS);
    }
  }

  private static String files(long number) {
    return number + " files";
  }

  private static @Nullable Instant moment(
      @Nullable String told, ZoneId zone, Context context) {
    return told == null ? null : Moments.parse(told, zone, context.clock());
  }

  private static Answer document(Tally tally, LogScan.Result read, Ledger ledger, String facet) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("files", read.files());
    document.put("bytes", read.bytes());
    document.put("unreadable", read.unreadable().stream().map(ScanCommand::unreadable).toList());
    document.put("rejected_lines", ledger.rejects());
    document.put("total", Tally.fields(tally.all()));
    document.put("by", facet);
    document.put("rows", tally.rows(Tally.Facet.valueOf(facet.toUpperCase(Locale.ROOT))));
    return Answer.of(document);
  }

  private static Map<String, Object> unreadable(LogScan.Unreadable file) {
    return Map.of("path", file.path().toString(), "reason", file.reason());
  }
}
