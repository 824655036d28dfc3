package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tokenly config …}: the server's settings that can change while it runs. */
final class ConfigCommands {
  private static final View CONFIG =
      new View(
          "config",
          "configs",
          "key",
          "No such settings.",
          List.of(
              Column.text("KEY", "key"),
              Column.of("VALUE", "value", Kind.TEXT, 0),
              Column.of("TYPE", "type", Kind.TEXT, 3),
              Column.of("FROM", "source", Kind.TEXT, 2),
              Column.of("CHANGED", "updated_at", Kind.TIME, 4),
              Column.of("BY", "updated_by", Kind.TEXT, 5)));

  private ConfigCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "config", "config list" -> list(path);
      case "config get" -> get();
      case "config set" -> set();
      case "config unset" -> unset();
      default -> null;
    };
  }

  private static Option<String> key() {
    return Option.operand("KEY", "The setting, e.g. server.max_clients").completing(Option.Live.CONFIG_KEYS);
  }

  private static Command list(String path) {
    Option<String> prefix = Option.text("--prefix", "TEXT", "Only keys that begin so");
    Manual manual =
        Manual.of(
            path,
            "List the server's settings that can change while it runs",
            "What the server is told before it starts is shown by tokenly server --print-config; yours by tokenly doctor.",
            "tokenly config",
            "All",
            "tokenly config list --prefix ingestion.",
            "Those about ingestion");
    return new ListCommand(manual, CONFIG, List.of(prefix),
        (context, _) -> context.api().admin().configs(prefix.find()));
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
            "Its value alone");
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
            "Larger uploads");
    Deed deed =
        new Deed(
            () -> "Set " + key.get() + " to " + value.get(),
            key::get,
            Care.NONE,
            context -> context.api().admin().setConfig(key.get(), JsonValues.of(value.get())),
            "Set");
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
            "Asks first");
    Deed deed =
        new Deed(
            () -> "Give " + key.get() + " its default again",
            key::get,
            Care.YES,
            context -> context.api().admin().deleteConfig(key.get()),
            "Done");
    return new DeedCommand(manual, Options.of(key), deed);
  }
}
