package dev.tokenly.cli.command;

import dev.tokenly.cli.command.ClientsChangeCommand.Change;
import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly clients …}: the machines that report usage. */
final class ClientsCommands {
  private static final View ACTIVITY =
      new View(
          "client-activity",
          "activity",
          "timestamp",
          "Nothing happened yet.",
          List.of(
              Column.of("TIME", "timestamp", Kind.TIME, 0),
              Column.text("WHAT", "kind"),
              Column.of("DETAILS", "detail", Kind.TEXT, 0)));

  private ClientsCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "clients", "clients list" -> new ClientsListCommand(path);
      case "clients show" -> new ClientsShowCommand();
      case "clients approve", "approve" -> new ClientsChangeCommand(Change.APPROVE, path);
      case "clients reject" -> new ClientsChangeCommand(Change.REJECT, path);
      case "clients suspend" -> new ClientsChangeCommand(Change.SUSPEND, path);
      case "clients delete" -> delete();
      case "clients describe" -> describe();
      case "clients config" -> new ClientsConfigCommand();
      case "clients reset-key" -> resetKey();
      case "clients activity" -> activity();
      case "clients unblock" -> unblock();
      default -> null;
    };
  }

  private static Option<String> host() {
    return Option.operand("HOST", "Hostname or id").completing(Option.Live.HOSTS);
  }

  private static Command delete() {
    Option<String> host = host();
    Manual manual =
        Manual.of(
            "clients delete",
            "Forget a machine and block its name",
            "What it delivered stays in the ledger. Nobody can register under the name until it is unblocked.",
            "tokenly clients delete old-01",
            "Asks for the name",
            "tokenly clients delete old-01 --confirm old-01",
            "Without a terminal",
            "tokenly clients delete old-01 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Delete the machine " + host.get() + " and block its name",
            host::get,
            Care.NAME,
            context -> context.api().clients().delete(host.get()),
            "Deleted. To let it register again: tokenly clients unblock HOST")
            .looking(context -> context.api().clients().show(host.get()));
    return new DeedCommand(manual, Options.of(host), deed);
  }

  private static Command describe() {
    Option<String> host = host();
    Option<String> text = Option.operand("TEXT", 1, "What it is");
    Manual manual =
        Manual.of(
            "clients describe",
            "Say what a machine is",
            "A sentence for people, shown with the machine.",
            "tokenly clients describe web-01 'shop front, rack 7'",
            "From then on shown by clients show",
            "tokenly clients describe web-01 retired --dry-run",
            "Only says what it would do",
            "tokenly clients describe web-01 'build machine' --json",
            "With the machine as JSON");
    Deed deed =
        new Deed(
            () -> "Describe " + host.get() + " as " + text.get(),
            host::get,
            Care.NONE,
            context -> context.api().clients().describe(host.get(), text.get()),
            "Described")
            .looking(context -> context.api().clients().show(host.get()));
    return new DeedCommand(manual, Options.of(host, text), deed);
  }

  private static Command resetKey() {
    Option<String> host = host();
    Manual manual =
        Manual.of(
            "clients reset-key",
            "Let a reinstalled machine register with a new key",
            "The machine goes back to pending, and the next key seen under its name is the one to approve.",
            "tokenly clients reset-key web-01",
            "Asks first",
            "tokenly clients reset-key web-01 --yes",
            "Does not ask",
            "tokenly clients reset-key web-01 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Forget the key of " + host.get() + " and take the next one seen",
            host::get,
            Care.YES,
            context -> context.api().clients().resetKey(host.get()),
            "Done. Compare the new fingerprint, then: tokenly approve HOST")
            .looking(context -> context.api().clients().show(host.get()));
    return new DeedCommand(manual, Options.of(host), deed);
  }

  private static Command unblock() {
    Option<String> host = Option.operand("HOST", "The blocked hostname");
    Manual manual =
        Manual.of(
            "clients unblock",
            "Let a deleted machine's name register again",
            "It starts over as a new, pending machine.",
            "tokenly clients unblock old-01",
            "At once",
            "tokenly clients unblock old-01 --dry-run",
            "Only says what it would do",
            "tokenly clients unblock old-01 --json",
            "With the answer as JSON");
    Deed deed =
        new Deed(
            () -> "Unblock " + host.get(),
            host::get,
            Care.NONE,
            context -> context.api().clients().unblock(host.get()),
            "Unblocked");
    return new DeedCommand(manual, Options.of(host), deed);
  }

  private static Command activity() {
    Option<String> host = host();
    Manual manual =
        Manual.of(
            "clients activity",
            "What happened with a machine, newest first",
            "Registrations, changes of state, uploads, updates and errors.",
            "tokenly clients activity web-01",
            "The newest",
            "tokenly clients activity web-01 --all --ndjson",
            "All of it, a JSON line each",
            "tokenly clients activity web-01 --limit 5",
            "The last five");
    return new ListCommand(
        manual, ACTIVITY, Options.of(host), (context, page) -> context.api().clients().activity(host.get(), page));
  }
}
