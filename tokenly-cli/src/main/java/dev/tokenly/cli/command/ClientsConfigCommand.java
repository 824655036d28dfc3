package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tokenly clients config}: what one machine's agent is told differently from the others. */
final class ClientsConfigCommand implements Command {
  private static final View VIEW = new View("client-config", "", "", "", List.of());

  private final OutputOptions output = new OutputOptions();
  private final Option<String> host = Option.operand("HOST", "Hostname or id").completing(Option.Live.HOSTS);
  private final Option<List<String>> set = Option.each("--set", "KEY=VALUE", "Override this key for the machine");
  private final Option<List<String>> unset = Option.list("--unset", "KEY", "Use the default again");
  private final Option<Boolean> clear = Option.flag("--clear", "Use the defaults for everything");
  private final Questions questions = new Questions();

  @Override
  public Manual manual() {
    return Manual.of(
        "clients config",
        "Show or change what one machine's agent is told",
        "Without a change it shows the merged settings and which of them are the machine's own.",
        "tokenly clients config web-01",
        "What it is told",
        "tokenly clients config web-01 --set scan_interval_minutes=15",
        "Scan more often there",
        "tokenly clients config web-01 --clear --yes",
        "Like the others again");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), questions.all(), host, set, unset, clear);
  }

  @Override
  public ExitCode run(Context context) {
    Output out = context.output(output);
    boolean isChanged = !set.or(List.of()).isEmpty() || !unset.or(List.of()).isEmpty();
    if (isChanged || clear.or(false)) {
      out.requireFields(VIEW);
    }
    if (clear.or(false)) {
      String plan = "Remove the overrides of " + host.get() + ": " + JsonText.write(own(context));
      if (questions.holdBack(context, plan)) {
        return ExitCode.OK;
      }
      questions.confirm(context, plan);
      context.api().clients().clearConfig(host.get());
    } else if (isChanged) {
      Map<String, Object> overrides = changed(context);
      if (questions.holdBack(context, "Set the overrides of " + host.get() + " to " + JsonText.write(overrides))) {
        return ExitCode.OK;
      }
      context.api().clients().setConfig(host.get(), overrides);
    }
    Answer answer = context.api().clients().config(host.get());
    out.document(VIEW, answer, () -> out.sheet(lines(answer.fields())));
    return ExitCode.OK;
  }

  private Map<String, Object> changed(Context context) {
    Map<String, Object> overrides = own(context);
    for (String pair : set.or(List.of())) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw Complaint.usage("--set cannot be " + pair, "--set scan_interval_minutes=15").raised();
      }
      overrides.put(pair.substring(0, equals), JsonValues.of(pair.substring(equals + 1)));
    }
    unset.or(List.of()).forEach(overrides::remove);
    return overrides;
  }

  private Map<String, Object> own(Context context) {
    Fields own = context.api().clients().config(host.get()).fields().optionalObject("custom_config");
    return new LinkedHashMap<>(own == null ? Map.of() : own.values());
  }

  private static List<Output.Line> lines(Fields answer) {
    Fields merged = answer.optionalObject("effective_config");
    Fields own = answer.optionalObject("custom_config");
    List<Output.Line> lines = new ArrayList<>();
    for (Map.Entry<String, Object> entry : (merged == null ? answer : merged).values().entrySet()) {
      boolean overridden = own != null && own.has(entry.getKey());
      lines.add(new Output.Line((overridden ? "* " : "  ") + entry.getKey(), entry.getValue(), Kind.TEXT));
    }
    return lines;
  }
}
