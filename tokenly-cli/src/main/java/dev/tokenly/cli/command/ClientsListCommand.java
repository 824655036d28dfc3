package dev.tokenly.cli.command;

import dev.tokenly.api.ClientsApi;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.OutputOptions;
import java.util.List;

/** {@code tokenly clients list}: the machines the server knows. */
final class ClientsListCommand implements Command {
  private final String path;
  private final OutputOptions output = new OutputOptions();
  private final PageOptions page = new PageOptions();
  private final Option<List<String>> status =
      Option.list("--status", "STATE", "Only these: approved, pending, suspended, rejected");
  private final Option<String> host = Option.text("--host", "PART", "Only hostnames with this in it");
  private final Option<String> order = Option.text("--order-by", "FIELD", "Sort by hostname, status, last_seen …");
  private final Option<Boolean> descending = Option.flag("--desc", "The other way round");

  ClientsListCommand(String path) {
    this.path = path;
  }

  @Override
  public Manual manual() {
    return Manual.of(
        path,
        "List the machines that report usage, and those that want to",
        "Shows state, last sign of life, agent version and the fingerprint of each machine's key.",
        "tokenly clients",
        "All machines",
        "tokenly clients list --status pending",
        "Machines that wait for an approval",
        "tokenly clients list -o name",
        "Hostnames alone, for xargs");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), page.all(), status, host, order, descending);
  }

  @Override
  public ExitCode run(Context context) {
    ClientsApi.Selection selection =
        new ClientsApi.Selection(status.or(List.of()), host.find(), order.find(), descending.or(false));
    page.list(context, Views.CLIENTS, output, part -> context.api().clients().list(selection, part));
    return ExitCode.OK;
  }
}
