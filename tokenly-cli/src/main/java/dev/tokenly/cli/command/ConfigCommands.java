package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly config …}: the server's settings that can change while it runs. */
final class ConfigCommands {
  private ConfigCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "config", "config list" -> new ConfigListCommand(path);
      case "config get" -> get();
      case "config set" -> set();
      case "config unset" -> unset();
      default -> null;
    };
  }

  private static Option<String> key() {
    return Option.operand("KEY", "The setting, e.g. server.max_clients").completing(Option.Live.CONFIG_KEYS);
  }

  private static Command get() {
    Option<String> key = key();
    Manual manual =
        Manual.of(
            "config get",
            "Show one setting of the server",
            "With its type, its default, and who changed it when. A secret's value is never shown.",
            "tokenly config get server.max_clients",
            "One setting",
            "tokenly config get default_client_config --jq .data.value",
            "Its value alone",
            "tokenly config get server.max_clients --jq .data.source",
            "Where the value comes from");
    return new ShowCommand(manual, "config-key", List.of(key), context -> context.api().admin().config(key.get()));
  }

  private static Command set() {
    Option<String> key = key();
    Option<String> value = Option.operand("VALUE", 1, "Text, number, true or false, or JSON");
    Manual manual =
        Manual.of(
            "config set",
            "Change a setting of the server",
            "Checked by the server for type and range, and in force at once.",
            "tokenly config set server.auto_approve_clients true",
            "Approve everybody",
            "tokenly config set ingestion.max_file_size_mb 100",
            "Larger uploads",
            "tokenly config set server.max_clients 2000 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Set " + key.get() + " to " + value.get(),
            key::get,
            Care.NONE,
            context -> context.api().admin().setConfig(key.get(), JsonValues.of(value.get())),
            "Set")
            .looking(context -> context.api().admin().config(key.get()));
    return new DeedCommand(manual, Options.of(key, value), deed);
  }

  private static Command unset() {
    Option<String> key = key();
    Manual manual =
        Manual.of(
            "config unset",
            "Give a setting its default again",
            "The change is in the audit log, as every change is.",
            "tokenly config unset server.auto_approve_clients",
            "Asks first",
            "tokenly config unset server.auto_approve_clients --yes",
            "Does not ask",
            "tokenly config unset server.max_clients --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Give " + key.get() + " its default again",
            key::get,
            Care.YES,
            context -> context.api().admin().deleteConfig(key.get()),
            "Done")
            .looking(context -> context.api().admin().config(key.get()));
    return new DeedCommand(manual, Options.of(key), deed);
  }
}
