package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly audit verify}: whether the audit log's chain is whole; exit code 5 when it is not. */
final class AuditVerifyCommand implements Command {
  private final Option<String> anchor =
      Option.text("--anchor", "ID:HASH", "Also prove that this entry, noted from audit head, is still what it was");
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "audit verify",
        "Prove that nobody altered the audit log",
        "Each entry's hash covers the one before it; the server computes all of them again and holds them against the heads"
            + " it signed every hour, and against the anchor given. Exit code 5 when one differs.",
        "tokenly audit verify",
        "Whole or broken, and where",
        "tokenly audit verify --anchor \"$(tokenly audit head --jq .data.anchor)\"",
        "Held against a head noted before",
        "tokenly audit verify --jq .data.checked",
        "How many entries the chain has");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all(), anchor);
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().admin().verifyAudit(anchor.find());
    Fields chain = answer.fields();
    boolean whole = chain.flag("valid", false);
    Output out = context.output(output);
    String sentence =
        whole
            ? "ok: " + chain.number("checked", 0) + " entries, the chain is whole"
                + noted(chain.number("witnesses", 0))
            : "FAIL: " + reason(chain);
    out.document(new View("audit-check", "", "", "", List.of()), answer, () -> context.terminal().line(sentence));
    return whole ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private static String noted(long witnesses) {
    if (witnesses == 0) {
      return "";
    }
    return witnesses == 1 ? ", 1 noted head fits" : ", " + witnesses + " noted heads fit";
  }

  /** An older server tells only where. */
  private static String reason(Fields chain) {
    String reason = chain.optionalText("reason");
    return reason == null ? "the chain is broken at entry " + Cells.exact(chain.values().get("broken_at")) : reason;
  }
}
