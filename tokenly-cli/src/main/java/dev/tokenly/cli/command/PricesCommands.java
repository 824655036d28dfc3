package dev.tokenly.cli.command;

import dev.tokenly.cli.command.DeedCommand.Care;
import dev.tokenly.cli.command.DeedCommand.Deed;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tokenly prices …}: the price book. */
final class PricesCommands {
  private static final View PRICES =
      new View(
          "prices",
          "prices",
          "model",
          "No prices.",
          List.of(
              Column.text("PROVIDER", "provider"),
              Column.text("MODEL", "model"),
              Column.of("INPUT", "input", Kind.MONEY, 0),
              Column.of("OUTPUT", "output", Kind.MONEY, 0),
              Column.of("CACHE READ", "cache_read", Kind.MONEY, 2),
              Column.of("CACHE WRITE", "cache_write_5m", Kind.MONEY, 3),
              Column.of("FROM", "from", Kind.TEXT, 4),
              Column.of("TO", "to", Kind.TEXT, 5),
              Column.of("LAYER", "layer", Kind.TEXT, 6),
              Column.of("SOURCE", "source", Kind.TEXT, Column.WIDE)));

  private PricesCommands() {}

  static @Nullable Command named(String path) {
    return switch (path) {
      case "prices", "prices list" -> list(path);
      case "prices show" -> show();
      case "prices set" -> set();
      case "prices remove" -> remove();
      case "prices import" -> new PriceImportCommand(false);
      case "prices diff" -> new PriceImportCommand(true);
      case "prices reprice" -> new RepriceCommand();
      default -> null;
    };
  }

  private static Option<String> model() {
    return Option.operand("MODEL", "The model's id").completing(Option.Live.MODELS);
  }

  private static Command list(String path) {
    Option<String> model = Option.text("--model", "PART", "Only models with this in the name");
    Option<String> provider = Option.text("--provider", "NAME", "Only this provider");
    Option<String> at = Option.text("--at", "DATE", "Only prices valid then");
    Manual manual =
        Manual.of(
            path,
            "List prices, in US dollars per million tokens",
            "Your own overrides first, then imported lists, then what ships with Tokenly.",
            "tokenly prices --provider anthropic",
            "One provider",
            "tokenly prices list --model opus --at 2026-01-15",
            "As they were that day",
            "tokenly prices list --csv",
            "All, for a spreadsheet");
    return new ListCommand(
        manual,
        PRICES,
        Options.of(model, provider, at),
        (context, page) -> context.api().money().prices(model.find(), provider.find(), at.find(), page));
  }

  private static Command show() {
    return new PriceShowCommand(model());
  }

  private static Command set() {
    Option<String> model = model();
    Option<String> provider = Option.text("--provider", "NAME", "*", "The provider");
    Option<List<String>> rates =
        Option.list("--rate", "NAME=USD", "Dollars per million tokens: input, output, cache_read, cache_write_5m …");
    Option<Boolean> free = Option.flag("--free", "It costs nothing, which is not the same as unknown");
    Option<String> from = Option.text("--from", "DATE", "Valid from that day");
    Manual manual =
        Manual.of(
            "prices set",
            "Set a price of your own for a model",
            "Wins over every list. Calls that had no price get this one at once; the others stay as they are (tokenly prices"
                + " reprice changes them).",
            "tokenly prices set acme-7b --provider acme --rate input=0.5,output=1.5",
            "A model nobody else prices",
            "tokenly prices set llama-local --free",
            "It runs on our own machines",
            "tokenly prices set acme-7b --rate input=1 --from 2026-11-01 --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Set a price of your own: "
                + JsonText.write(entry(model.get(), provider.get(), rates, free, from)),
            model::get,
            Care.NONE,
            context -> context.api().money().setPrice(entry(model.get(), provider.get(), rates, free, from)),
            "Set");
    return new DeedCommand(manual, Options.of(model, provider, rates, free, from), deed);
  }

  private static Map<String, Object> entry(
      String model, String provider, Option<List<String>> rates, Option<Boolean> free, Option<String> from) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("provider", provider);
    entry.put("model", model);
    for (String pair : rates.or(List.of())) {
      int equals = Math.max(0, pair.indexOf('='));
      entry.put(pair.substring(0, equals), JsonValues.of(pair.substring(equals + 1)));
    }
    if (free.or(false)) {
      entry.put("free", true);
    }
    String day = from.find();
    if (day != null) {
      entry.put("from", day);
    }
    return entry;
  }

  private static Command remove() {
    Option<String> model = model();
    Option<String> provider = Option.text("--provider", "NAME", "*", "The provider");
    Manual manual =
        Manual.of(
            "prices remove",
            "Remove a price of your own",
            "The model is priced by the lists again; what is stored stays as it is.",
            "tokenly prices remove acme-7b --provider acme",
            "Asks first",
            "tokenly prices remove acme-7b --provider acme --yes",
            "Does not ask",
            "tokenly prices remove acme-7b --provider acme --dry-run",
            "Only says what it would do");
    Deed deed =
        new Deed(
            () -> "Remove your own price of " + model.get() + " (provider " + provider.get() + ')',
            model::get,
            Care.YES,
            context -> context.api().money().removePrice(provider.get(), model.get()),
            "Removed");
    return new DeedCommand(manual, Options.of(model, provider), deed);
  }
}
