package dev.tokenly.cli.doctor;

import dev.tokenly.api.ApiException;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ComplaintException;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.session.Session;
import dev.tokenly.cli.session.Settings;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.Rfc3339;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks of {@code tokenly doctor}, each on its own, so that one failure hides no other. */
public final class Checks {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
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

  /** All findings, in the order things depend on one another. */
  public List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("java", Runtime.version().toString()));
    Settings.NAMES.forEach(name -> findings.add(checked("setting " + name, () -> setting(name))));
    findings.add(checked("profile", this::profile));
    findings.add(checked("server", this::server));
    findings.add(checked("login", this::login));
    findings.add(checked("server version", this::serverVersion));
    findings.add(checked("clock", this::clocks));
    findings.add(checked("storage", this::storage));
    findings.add(checked("machines", this::machines));
    findings.add(checked("agent here", this::agent));
    findings.add(terminalKind());
    return findings;
  }

  private static Finding checked(String check, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (ApiException | ComplaintException | IllegalArgumentException e) {
      Complaint complaint = Complaints.about(e);
      String fix = complaint.fix() == null ? "" : complaint.fix();
      return new Finding(Finding.Result.FAIL, check, complaint.what(), fix);
    }
  }

  private Finding setting(String name) {
    Settings.Setting setting = session.settings().find(name);
    String value = setting.value() == null ? "not set" : setting.value();
    return Finding.ok("setting " + name, value + " (" + setting.origin() + ')');
  }

  private Finding profile() {
    String from = session.usesEnvironmentToken() ? "token of the environment" : session.profileFile().toString();
    return Finding.ok("profile", session.profileName() + " (" + from + ')');
  }

  private Finding server() {
    long started = System.nanoTime();
    session.api().health();
    long millis = (System.nanoTime() - started) / 1_000_000;
    return Finding.ok("server", session.api().server() + " answers in " + millis + " ms");
  }

  private Finding login() {
    Fields me = session.api().auth().me().fields();
    Fields user = me.has("user") ? me.object("user") : me;
    return Finding.ok("login", user.text("username") + ", " + user.optionalText("role"));
  }

  private Finding serverVersion() {
    String found = session.api().admin().status().fields().object("server").text("version");
    return major(found).equals(major(version))
        ? Finding.ok("server version", found + ", this program " + version)
        : new Finding(Finding.Result.FAIL, "server version", found + ", this program " + version,
            "upgrade the older one");
  }

  /** The first number; a build that has none fits every other. */
  private String major(String told) {
    int dot = told.indexOf('.');
    return dot < 0 ? major(version) : told.substring(0, dot);
  }

  private Finding clocks() {
    Fields health = session.api().health().fields();
    String time = health.optionalText("time");
    if (time == null) {
      return Finding.ok("clock", "the server does not tell its time");
    }
    Duration off = Duration.between(Rfc3339.parse(time), clock.instant()).abs();
    return off.compareTo(CLOCK_TOLERANCE) < 0
        ? Finding.ok("clock", "within " + off.toSeconds() + " s of the server's")
        : new Finding(Finding.Result.WARN, "clock", off.toSeconds() + " s off the server's", "set the time (NTP)");
  }

  private Finding storage() {
    Fields storage = session.api().admin().status().fields().object("storage");
    String status = storage.text("status");
    String found = status + ", " + storage.number("total_records", 0) + " records";
    return status.equals("healthy")
        ? Finding.ok("storage", found)
        : new Finding(Finding.Result.FAIL, "storage", found, "the server's log says why");
  }

  private Finding machines() {
    Fields clients = session.api().admin().status().fields().object("clients");
    long pending = clients.number("pending", 0);
    String found = clients.number("total", 0) + ", " + clients.number("active", 0) + " active, " + pending + " pending";
    return pending == 0
        ? Finding.ok("machines", found)
        : new Finding(Finding.Result.WARN, "machines", found, "tokenly clients list --status pending");
  }

  private Finding agent() {
    for (Path folder : List.of(session.settings().folders().data().resolve("agent"),
        session.settings().folders().state(),
        Path.of("/var/lib/tokenly"))) {
      if (Files.exists(folder.resolve("tokenly-state.json"))) {
        return Finding.ok("agent here", "keeps its files in " + folder);
      }
    }
    return new Finding(Finding.Result.WARN, "agent here", "none has run as this user",
        "tokenly up, or tokenly agent --server URL");
  }

  private Finding terminalKind() {
    if (!terminal.tty().out()) {
      return Finding.ok("terminal", "none: plain tables, all digits");
    }
    String locale = terminal.isUnicode() ? "Unicode" : "ASCII only";
    return Finding.ok("terminal", terminal.columns() + " columns, " + terminal.env("TERM") + ", " + locale);
  }
}
