package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.SystemInfo;
import dev.tokenly.model.protocol.WorkerStatus;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final String WRONG = "approve web-9 --yes --fingerprint SHA256:00000000";

  @Test
  void n20_approving_with_the_wrong_fingerprint_fails_changes_nothing_and_is_in_the_audit() {
    try (Ledger ledger = Ledger.start()) {
      ledger.api(Credentials.inMemory(Login.personal("tka_" + "k".repeat(43)))).delivery().heartbeat(
          new Heartbeat(
              "web-9", Ledger.CLOCK.instant(), new Heartbeat.Versions("1", "1"), WorkerStatus.RUNNING,
              new SystemInfo("linux", "x64", null, 1L), null, AgentNotes.NONE));
      assertEquals(ExitCode.FAILED, ledger.cli().line(WRONG + " --dry-run").exit());
      assertEquals("", attempts(ledger));
      Cli.Result refused = ledger.cli().line(WRONG);
      assertEquals(ExitCode.FAILED, refused.exit());
      assertTrue(refused.both().contains("E-ENROLL-MISMATCH"), refused.both());
      assertEquals("pending", field(ledger, "status"));
      assertEquals("client_key_mismatch", attempts(ledger));
      String right = field(ledger, "key_fingerprint").replace(" ", "");
      assertEquals(ExitCode.OK, ledger.cli().line("approve web-9 --yes --fingerprint " + right).exit());
      assertEquals("approved", field(ledger, "status"));
    }
  }

  private static String attempts(Ledger ledger) {
    return ledger.cli().line("audit --action client_key_mismatch --template '{{action}}'").out().strip();
  }

  private static String field(Ledger ledger, String name) {
    return ledger.cli().line("clients show web-9 --template '{{" + name + "}}'").out().strip();
  }
}
