package dev.tokenly.cli.doctor;

import dev.tokenly.api.ApiException;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ComplaintException;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.terminal.Terminal;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks of {@code tokenly doctor}, each on its own, so that one failure hides no other. */
public final class Checks {
  private final Terminal terminal;
  private final Session session;
  private final Clock clock;
  private final String version;

  public Checks(Terminal terminal, Session session, Clock clock, String version) {
    this.terminal = terminal;
    this.session = session;
    this.clock = clock;
    this.version = version;
  }

  /** A check and the name it goes by. */
  record Check(String name, Supplier<Finding> look) {}

  /** All findings, in the order things depend on one another. */
  public List<Finding> all() {
    List<Check> checks = new ArrayList<>(new HereChecks(terminal, session, version).all());
    List<Finding> findings = new ArrayList<>(checks.stream().map(Checks::looked).toList());
    ServerChecks server = new ServerChecks(session, clock, version);
    Finding reached = looked(server.reached());
    findings.add(reached);
    AgentChecks agent = new AgentChecks(session, clock);
    if (reached.result() == Finding.Result.FAIL) {
      findings.add(new Finding(Finding.Result.WARN, "the server's state", "not asked, since it does not answer", ""));
      findings.add(looked(agent.here()));
      return findings;
    }
    server.others().forEach(check -> findings.add(looked(check)));
    findings.add(looked(agent.here()));
    findings.add(looked(agent.atServer()));
    return findings;
  }

  private static Finding looked(Check check) {
    try {
      return check.look().get();
    } catch (ApiException | ComplaintException | IllegalArgumentException | UncheckedIOException e) {
      Complaint complaint = Complaints.about(e);
      String fix = complaint.fix() == null ? "" : complaint.fix();
      return new Finding(Finding.Result.FAIL, check.name(), complaint.what(), fix);
    }
  }
}
