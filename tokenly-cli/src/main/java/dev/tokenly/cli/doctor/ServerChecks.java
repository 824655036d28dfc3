package dev.tokenly.cli.doctor;

import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.doctor.Checks.Check;
import dev.tokenly.cli.session.Compatibility;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.cli.session.Session;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.Rfc3339;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says: whether it answers, how the way there is protected, who we are to it, and how it is doing. */
final class ServerChecks {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration CERTIFICATE_NOTICE = Duration.ofDays(14);
  private static final long LEAST_DISK_MB = 1024;
  private static final long LONGEST_LAG_SECONDS = 300;
  private final Session session;
  private final Clock clock;
  private final String version;
  private @Nullable Fields status;

  ServerChecks(Session session, Clock clock, String version) {
    this.session = session;
    this.clock = clock;
    this.version = version;
  }

  /** Whether it answers at all; the others make no sense when it does not. */
  Check reached() {
    return new Check("server", this::server);
  }

  List<Check> others() {
    return List.of(
        new Check("connection", this::connection),
        new Check("clock", this::clocks),
        new Check("login", this::login),
        new Check("permissions", this::permissions),
        new Check("server version", this::serverVersion),
        new Check("storage", this::storage),
        new Check("disk", this::disk),
        new Check("backlog", this::backlog),
        new Check("machines", this::machines));
  }

  private Fields status() {
    Fields known = status;
    if (known == null) {
      known = session.api().admin().status().fields();
      status = known;
    }
    return known;
  }

  private static Finding warn(String check, String found, String fix) {
    return new Finding(Finding.Result.WARN, check, found, fix);
  }

  private Finding server() {
    session.api().health();
    long started = System.nanoTime();
    session.api().health();
    long millis = (System.nanoTime() - started) / 1_000_000;
    return Finding.ok("server", session.api().server() + " answers in " + millis + " ms");
  }

  private Finding connection() {
    ServerApi api = session.api();
    Profile profile = session.profile();
    if (!api.server().base().getScheme().equals("https")) {
      String host = api.server().base().getHost();
      boolean here = host.equals("localhost") || host.startsWith("127.") || host.contains("::1");
      return here
          ? Finding.ok("connection", "plain http, within this machine")
          : warn("connection", "plain http: logins can be read on the way", "give the server a certificate, use https");
    }
    api.health();
    String by = profile.fingerprint() != null
        ? "by its pinned fingerprint"
        : profile.caFile() != null ? "by " + profile.caFile() : "by this machine's authorities";
    Instant until = api.certificateUntil();
    if (until != null && clock.instant().plus(CERTIFICATE_NOTICE).isAfter(until)) {
      return warn("connection", "https, its certificate ends " + until, "renew the server's certificate");
    }
    return Finding.ok("connection", "https, trusted " + by + (until == null ? "" : ", until " + until));
  }

  private Finding clocks() {
    String time = session.api().health().fields().optionalText("time");
    if (time == null) {
      return warn("clock", "the server does not tell its time", "upgrade the server");
    }
    Duration off = Duration.between(Rfc3339.parse(time), clock.instant()).abs();
    return off.compareTo(CLOCK_TOLERANCE) < 0
        ? Finding.ok("clock", "within " + Math.max(1, off.toSeconds()) + " s of the server's")
        : warn("clock", off.toSeconds() + " s off the server's", "set the time here or there (NTP)");
  }

  private Fields user() {
    Fields me = session.api().auth().me().fields();
    return me.has("user") ? me.object("user") : me;
  }

  private Finding login() {
    Fields user = user();
    String name = user.text("username") + ", " + user.optionalText("role");
    return user.flag("must_change_password", false)
        ? warn("login", name + ": the password must be changed", "tokenly login")
        : Finding.ok("login", name);
  }

  private Finding permissions() {
    List<String> permissions = user().texts("permissions");
    return permissions.contains("usage:read")
        ? Finding.ok("permissions", permissions.size() + ", tokenly whoami lists them")
        : warn("permissions", "usage:read is missing: no costs can be shown", "ask an admin: tokenly users edit");
  }

  private Finding serverVersion() {
    String found = status().object("server").text("version");
    return Compatibility.fits(version, found)
        ? Finding.ok("server version", found + ", this program " + version)
        : new Finding(Finding.Result.FAIL, "server version", found + ", this program " + version,
            "upgrade the older one");
  }

  private Finding storage() {
    Fields storage = status().object("storage");
    String state = storage.text("status");
    String found = state + ", " + storage.number("total_records", 0) + " records";
    return state.equals("healthy")
        ? Finding.ok("storage", found)
        : new Finding(Finding.Result.FAIL, "storage", found, "the server's log says why");
  }

  private Finding disk() {
    Long free = status().object("storage").optionalNumber("disk_free_mb");
    if (free == null) {
      return Finding.ok("disk", "the server keeps nothing on disk");
    }
    return free >= LEAST_DISK_MB
        ? Finding.ok("disk", free / 1024 + " GB free at the server")
        : warn("disk", free + " MB free at the server", "make room, or keep less: tokenly retention");
  }

  private Finding backlog() {
    Fields ingestion = status().object("ingestion");
    long files = ingestion.number("backlog_files", 0);
    long lag = ingestion.number("lag_seconds", 0);
    long errors = ingestion.number("errors_today", 0);
    if (lag > LONGEST_LAG_SECONDS) {
      return warn("backlog", files + " files wait, the oldest for " + lag + " s", "tokenly status --watch");
    }
    return errors == 0
        ? Finding.ok("backlog", files + " files wait")
        : warn("backlog", errors + " files failed today", "tokenly files --status failed");
  }

  private Finding machines() {
    Fields clients = status().object("clients");
    long pending = clients.number("pending", 0);
    String found = clients.number("total", 0) + ", " + clients.number("active", 0) + " active, " + pending + " pending";
    return pending == 0
        ? Finding.ok("machines", found)
        : warn("machines", found, "tokenly clients list --status pending");
  }
}
