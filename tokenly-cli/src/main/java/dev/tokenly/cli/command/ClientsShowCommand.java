package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import java.util.List;
import java.util.Map;

/** {@code tokenly clients show}: everything about one machine. */
final class ClientsShowCommand implements Command {
  private final OutputOptions output = new OutputOptions();
  private final Option<String> host = Option.operand("HOST", "Hostname or id").completing(Option.Live.HOSTS);

  @Override
  public Manual manual() {
    return Manual.of(
        "clients show",
        "Show one machine with its key, versions and counters",
        "Everything the server knows about a machine.",
        "tokenly clients show web-01",
        "One machine",
        "tokenly clients show web-01 --json",
        "The same as JSON",
        "tokenly clients show web-01 --jq .data.key_fingerprint",
        "Only the fingerprint of its key");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), host);
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().clients().show(host.get());
    Output out = context.output(output);
    out.document(Views.CLIENT, answer, () -> out.sheet(lines(answer.fields().values())));
    return ExitCode.OK;
  }

  private static List<Output.Line> lines(Map<String, Object> client) {
    return List.of(
        line("host", client, "hostname", Kind.TEXT),
        line("status", client, "status", Kind.STATE),
        line("fingerprint", client, "key_fingerprint", Kind.TEXT),
        line("last seen", client, "last_seen", Kind.TIME),
        line("address", client, "ip_address", Kind.TEXT),
        line("system", client, "system_info.os", Kind.TEXT),
        line("platform", client, "system_info.platform", Kind.TEXT),
        line("launcher", client, "launcher_version", Kind.TEXT),
        line("worker", client, "worker_version", Kind.TEXT),
        line("worker is", client, "worker_status", Kind.STATE),
        line("problem", client, "problem", Kind.TEXT),
        line("records", client, "stats.total_records", Kind.COUNT),
        line("uploads", client, "stats.total_uploads", Kind.COUNT),
        line("last upload", client, "stats.last_upload", Kind.TIME),
        line("errors today", client, "stats.errors_today", Kind.COUNT),
        line("first seen", client, "created_at", Kind.TIME),
        line("approved by", client, "approved_by", Kind.TEXT),
        line("notes", client, "approval_notes", Kind.TEXT),
        line("description", client, "description", Kind.TEXT),
        line("id", client, "client_id", Kind.TEXT));
  }

  private static Output.Line line(String label, Map<String, Object> client, String path, Kind kind) {
    return new Output.Line(label, Cells.at(client, path), kind);
  }
}
