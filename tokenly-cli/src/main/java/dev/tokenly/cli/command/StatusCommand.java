package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code tokenly status}: how the server is doing. */
final class StatusCommand implements Command {
  private static final View STATUS = new View("status", "", "", "", List.of());
  private final OutputOptions output = new OutputOptions();
  private final Option<Boolean> brief = Option.flag("--short", "One line");

  @Override
  public Manual manual() {
    return Manual.of(
        "status",
        "How the server is doing: storage, machines, arriving files, backlog",
        "What the server says about itself at this moment.",
        "tokenly status",
        "Everything",
        "tokenly status --short",
        "One line",
        "tokenly status --watch=5s",
        "Again every five seconds");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), brief);
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().admin().status();
    Output out = context.output(output);
    out.document(STATUS, answer, () -> show(context, out, answer.fields().values()));
    return ExitCode.OK;
  }

  private void show(Context context, Output out, Map<String, Object> status) {
    if (brief.or(false)) {
      out.terminal()
          .line(
              Cells.exact(Cells.at(status, "storage.status"))
                  + ", "
                  + cell(status, "storage.total_records", context)
                  + " records, "
                  + cell(status, "clients.active", context)
                  + " of "
                  + cell(status, "clients.total", context)
                  + " machines active, "
                  + cell(status, "clients.pending", context)
                  + " pending");
      return;
    }
    List<Output.Line> lines = new ArrayList<>();
    lines.add(new Output.Line("server", context.api().server().toString(), Kind.TEXT));
    add(lines, status, "version", "server.version", Kind.TEXT);
    add(lines, status, "up for", "server.uptime_seconds", Kind.SECONDS);
    addMegabytes(lines, status, "memory", "server.memory_usage_mb");
    add(lines, status, "processor", "server.cpu_usage_percent", Kind.PERCENT);
    add(lines, status, "storage", "storage.status", Kind.STATE);
    add(lines, status, "engine", "storage.backend", Kind.TEXT);
    add(lines, status, "records", "storage.total_records", Kind.COUNT);
    addMegabytes(lines, status, "size", "storage.total_size_mb");
    add(lines, status, "machines", "clients.total", Kind.COUNT);
    add(lines, status, "active", "clients.active", Kind.COUNT);
    add(lines, status, "pending", "clients.pending", Kind.COUNT);
    add(lines, status, "files today", "ingestion.files_today", Kind.COUNT);
    add(lines, status, "records today", "ingestion.records_today", Kind.COUNT);
    add(lines, status, "errors today", "ingestion.errors_today", Kind.COUNT);
    add(lines, status, "time a file", "ingestion.average_processing_time_ms", Kind.MILLIS);
    add(lines, status, "backlog files", "ingestion.backlog_files", Kind.COUNT);
    add(lines, status, "lag", "ingestion.lag_seconds", Kind.SECONDS);
    addMegabytes(lines, status, "disk free", "storage.disk_free_mb");
    out.sheet(lines);
  }

  private static String cell(Map<String, Object> status, String path, Context context) {
    return Cells.human(Cells.at(status, path), Kind.COUNT, context.clock());
  }

  private static void add(List<Output.Line> lines, Map<String, Object> status, String label, String path, Kind kind) {
    Object value = Cells.at(status, path);
    if (value != null) {
      lines.add(new Output.Line(label, value, kind));
    }
  }

  /** A size the server tells in MiB, as bytes. */
  private static void addMegabytes(List<Output.Line> lines, Map<String, Object> status, String label, String path) {
    if (Cells.at(status, path) instanceof Number megabytes) {
      long bytes = new BigDecimal(megabytes.toString()).multiply(BigDecimal.valueOf(1 << 20)).longValue();
      lines.add(new Output.Line(label, bytes, Kind.BYTES));
    }
  }
}
