package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.doctor.Checks;
import dev.tokenly.cli.doctor.Finding;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Column;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tokenly doctor}: what is right and wrong here, each with its fix; exit code 5 when something is wrong. */
final class DoctorCommand implements Command {
  private static final View FINDINGS =
      new View(
          "doctor",
          "checks",
          "check",
          "",
          List.of(
              Column.of("IS", "result", Kind.STATE, 0),
              Column.text("CHECK", "check"),
              Column.of("FOUND", "found", Kind.TEXT, 0),
              Column.of("FIX", "fix", Kind.TEXT, 0)));
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "doctor",
        "Check server, login, clock, versions, terminal and settings",
        "Each line is ok, warn or fail, with the fix. Exit code 5 when one failed.",
        "tokenly doctor",
        "Everything",
        "tokenly doctor --jq '.data[] | select(.result != \"ok\")'",
        "Only what is not right",
        "tokenly doctor --json",
        "Everything as JSON");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all());
  }

  @Override
  public ExitCode run(Context context) {
    List<Finding> findings = new Checks(context.terminal(), context.session(), context.clock(), Version.TEXT).all();
    List<Map<String, Object>> rows = findings.stream().map(DoctorCommand::row).toList();
    context.output(output).list(FINDINGS, rows);
    boolean failed = findings.stream().anyMatch(finding -> finding.result() == Finding.Result.FAIL);
    return failed ? ExitCode.CHECK_FAILED : ExitCode.OK;
  }

  private static Map<String, Object> row(Finding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("result", finding.result().wireName());
    row.put("check", finding.check());
    row.put("found", finding.found());
    row.put("fix", finding.fix());
    return row;
  }
}
