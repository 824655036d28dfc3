package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code tokenly prices import} and {@code prices diff}: a price list in, after a look at what it changes. */
final class PriceImportCommand implements Command {
  private static final View CHANGES =
      new View(
          "price-changes",
          "changes",
          "model",
          "It changes no price.",
          List.of(
              Column.text("PROVIDER", "provider"),
              Column.text("MODEL", "model"),
              Column.of("NOW", "now", Kind.TEXT, 0),
              Column.of("THEN", "then", Kind.TEXT, 0)));

  private final boolean onlyDiff;
  private final OutputOptions output = new OutputOptions();
  private final Questions questions = new Questions();
  private final Option<String> source =
      Option.operand("FILE", "LiteLLM's JSON list or Tokenly's own; a URL is fetched").completing(Option.Live.FILES);
  private final Option<String> from = Option.text("--from", "DATE", "The day its changed prices begin (default today)");

  PriceImportCommand(boolean onlyDiff) {
    this.onlyDiff = onlyDiff;
  }

  @Override
  public Manual manual() {
    return onlyDiff
        ? Manual.of(
            "prices diff",
            "What a price list would change",
            "Compares a list with the prices in force and changes nothing.",
            "tokenly prices diff model_prices.json",
            "Every price that would be another",
            "tokenly prices diff model_prices.json --json",
            "The changes as JSON",
            "tokenly prices diff prices.json --from 2026-11-01",
            "If they held from that day on")
        : Manual.of(
            "prices import",
            "Import a price list",
            "Shows what changes and asks first. Calls that had no price get one at once; stored costs stay as they are.",
            "tokenly prices import model_prices.json",
            "LiteLLM's list, from a file",
            "tokenly prices import prices.json --yes --from 2026-11-01",
            "Tokenly's own form, from that day on",
            "tokenly prices import model_prices.json --dry-run",
            "Only what would change");
  }

  @Override
  public List<Option<?>> options() {
    return onlyDiff
        ? Options.of(output.all(), source, from)
        : Options.of(output.all(), questions.all(), source, from);
  }

  @Override
  public ExitCode run(Context context) {
    byte[] list = bytes();
    Answer preview = context.api().money().importPrices(list, from.find(), true);
    context.output(output).list(CHANGES, preview);
    Fields plan = preview.fields();
    context.say(plan.number("prices", 0) + " prices, " + plan.number("changed", 0) + " of them new or changed, "
        + plan.number("left_out", 0) + " entries left out");
    if (onlyDiff || questions.isDryRun()) {
      return ExitCode.OK;
    }
    questions.confirm(context, "Import " + source.get());
    Fields done = context.api().money().importPrices(list, from.find(), false).fields();
    context.say("Imported. " + done.number("newly_priced", 0) + " calls that had no price have one now.");
    return ExitCode.OK;
  }

  private byte[] bytes() {
    String named = source.get();
    try {
      if (named.startsWith("https://")) {
        try (InputStream in = URI.create(named).toURL().openStream()) {
          return in.readNBytes(16 << 20);
        }
      }
      return Files.readAllBytes(Path.of(named));
    } catch (IOException e) {
      throw Complaint.local(ExitCode.FAILED, "E-READ", "cannot read " + named + ": " + Complaints.why(e), null, null)
          .raised(e);
    }
  }
}
