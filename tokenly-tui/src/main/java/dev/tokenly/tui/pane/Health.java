package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a machine, the worst first; nothing is a machine that does its work. */
record Health(List<Finding> findings) {
  private static final long SKEW_SECONDS = 60;

  /** One thing: how bad it is (0 to 9), in two words for the list, and what to do about it. */
  record Finding(int severity, String brief, String advice) {}

  static Health of(Fields client, String newest, Instant now) {
    List<Finding> findings = new ArrayList<>();
    Instant seen = client.optionalTime("last_seen");
    if (!client.flag("active", true)) {
      String since = seen == null ? "never seen" : "silent " + Shown.age(seen, now);
      findings.add(new Finding(9, since, "is the agent running there? tokenly-agent doctor tells"));
    }
    worker(client, findings);
    BigDecimal skew = Shown.decimal(client, "clock_skew_seconds");
    if (skew != null && skew.abs().longValue() > SKEW_SECONDS) {
      String by = Shown.span(skew.abs().longValue());
      findings.add(new Finding(5, "clock " + by + " off", "set its clock; times of its calls are " + by + " off"));
    }
    String version = Shown.text(client, "launcher_version");
    if (!newest.isEmpty() && Versions.isOlder(version, newest)) {
      findings.add(new Finding(2, "old " + version, "the fleet's newest agent is " + newest));
    }
    return new Health(findings.stream().sorted((one, other) -> other.severity() - one.severity()).toList());
  }

  private static void worker(Fields client, List<Finding> findings) {
    if (client.values().get("conflict") != null) {
      findings
          .add(new Finding(8, "key conflict",
              "another key or machine claims this name; compare fingerprints, then reset-key"));
    }
    String worker = Shown.text(client, "worker_status");
    if (!List.of("running", "updating", "pending", Shown.UNKNOWN).contains(worker)) {
      findings.add(new Finding(7, "worker " + worker, "the worker does not run; its log says why"));
    }
    BigDecimal failures = decimal(client, "consecutive_failures");
    if (failures.signum() > 0) {
      findings.add(
          new Finding(6, "lagging",
              failures + " deliveries in a row failed; nothing is lost, it waits on the machine"));
    }
    if (client.values().get("problem") != null) {
      findings.add(new Finding(6, "problem", Shown.text(client, "problem")));
    }
    if (client.values().get("failed_update") != null) {
      findings.add(new Finding(4, "update failed", "went back from " + Shown.text(client, "failed_update")));
    }
    BigDecimal errors = decimal(client, "errors_today");
    if (errors.signum() > 0) {
      findings.add(new Finding(3, errors + " errors", errors + " errors today"));
    }
  }

  private static BigDecimal decimal(Fields client, String name) {
    return Shown.value(client, "stats", name) instanceof Number number
        ? new BigDecimal(number.toString())
        : BigDecimal.ZERO;
  }

  int severity() {
    return findings.isEmpty() ? 0 : findings.getFirst().severity();
  }

  String brief() {
    return findings.isEmpty() ? "ok" : String.join(", ", findings.stream().map(Finding::brief).toList());
  }

  Role look() {
    return severity() >= 7 ? Role.BAD : severity() > 0 ? Role.WARNING : Role.NORMAL;
  }

  List<String> lines() {
    return findings.isEmpty()
        ? List.of("ok it does its work")
        : findings.stream().map(finding -> "! " + finding.brief() + ": " + finding.advice()).toList();
  }
}
