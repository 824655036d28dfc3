package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.OutputOptions;
import dev.tokenly.cli.output.View;
import dev.tokenly.model.json.Fields;
import java.util.List;

/** {@code tokenly audit head}: the signed head of the audit log, to keep where the server's owner cannot change it. */
final class AuditHeadCommand implements Command {
  private final OutputOptions output = new OutputOptions();

  @Override
  public Manual manual() {
    return Manual.of(
        "audit head",
        "The audit log's newest entry and its hash, signed: to keep elsewhere",
        "Paste the anchor into a ticket, a mail or another machine: audit verify --anchor proves with it later that nothing"
            + " up to that entry was changed or removed, even by somebody who can write the database.",
        "tokenly audit head",
        "Anchor, time and signature",
        "tokenly audit head --jq .data.anchor",
        "Only what verify needs",
        "tokenly audit head --json",
        "With the public key, for a check of the signature by other means");
  }

  @Override
  public List<Option<?>> options() {
    return Options.of(output.all());
  }

  @Override
  public ExitCode run(Context context) {
    Answer answer = context.api().admin().auditHead();
    Fields head = answer.fields();
    Output out = context.output(output);
    List<Output.Line> lines =
        List.of(
            new Output.Line("anchor", head.text("anchor"), Kind.TEXT),
            new Output.Line("signed at", head.text("signed_at"), Kind.TEXT),
            new Output.Line("signature", head.text("signature"), Kind.TEXT),
            new Output.Line("public key", head.text("public_key"), Kind.TEXT));
    out.document(new View("audit-head", "", "", "", List.of()), answer, () -> out.sheet(lines));
    return ExitCode.OK;
  }
}
